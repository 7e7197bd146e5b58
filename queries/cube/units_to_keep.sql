-- The units whose figures are kept: communes and what stands above them, whenever they
-- stood. Grain: one row per unit.
select distinct unit_id
from tree
where level in ('province', 'area', 'group', 'district', 'commune')
order by unit_id
