-- The units of the years told, with whether they had ended by the end of the year.
-- Grain: one row per unit and year.
select
    year,
    unit_id,
    ended
from tree
semi join reported_years using (year)
order by year, unit_id
