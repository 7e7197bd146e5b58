-- The units that are counted for themselves: communes, and the districts and sector
-- committees that have no communes. Grain: one row per unit.
with with_communes as (
    select distinct
        year,
        parent_id
    from tree
    where level = 'commune'
)

select distinct tree.unit_id
from tree
anti join with_communes
    on tree.year = with_communes.year
    and tree.unit_id = with_communes.parent_id
semi join reported_years using (year)
where tree.level in ('commune', 'district')
order by tree.unit_id
