-- The years that a roster other than of units speaks for. Grain: one row per year.
select distinct year
from tables_in_force
where kind not in ('units', 'successions', 'aggregates')
order by year
