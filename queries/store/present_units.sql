-- The units of the present tree. Grain: one row per unit.
select unit_id
from tree
where year = present_year()
order by unit_id
