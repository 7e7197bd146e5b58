-- The units of a year of which all or a part went into a unit of today, or into what
-- stands under it (carried). Grain: one row per unit.
select distinct tree.unit_id
from tree
left join staged
    on tree.year = staged.year
    and tree.unit_id = staged.unit_id
inner join unit_path
    on unit_path.year = present_year()
    and unit_path.unit_id
    = case when staged.unit_id is null then tree.unit_id else staged.now_id end
where
    tree.year = $year
    and unit_path.ancestor_id = $unit
