-- The years that a roster or an aggregate in force speaks for. Grain: one row per year.
select year
from reported_years
order by year
