-- The units of a year, as they stood at its end; those that ended in it are left out
-- where they did. Grain: one row per unit.
select
    unit_id,
    tree.code,
    tree.name,
    unit_versions.name_key,
    tree.level,
    tree.kind,
    tree.parent_id,
    tree.area_id,
    tree.hamlet_id,
    tree.expected
from tree
inner join unit_versions using (unit_id)
where tree.year = $year and not tree.ended
qualify
    row_number() over (
        partition by unit_id
        order by unit_versions.valid_from desc nulls last
    ) = 1
order by tree.code
