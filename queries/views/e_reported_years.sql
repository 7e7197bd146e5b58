-- The years that a roster or an aggregate in force speaks for. Grain: one row per year.
create or replace view reported_years as
select year
from tables_in_force
where kind not in ('units', 'successions', 'aggregates')
union
select aggregates.year
from aggregates
inner join tables_in_force using (table_id)
