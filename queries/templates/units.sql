-- What a form of units begins with: the units of today under a unit, itself included,
-- those above first; groupings are the program's own. staged: the units (templates/
-- places). Grain: one row per unit.
select
    tree.unit_id,
    tree.code,
    tree.name,
    tree.level,
    tree.kind,
    parents.code as parent,
    areas.name as area,
    unit_versions.valid_from,
    unit_versions.valid_to,
    tree.expected
from tree
inner join staged on tree.unit_id = staged.unit_id
inner join unit_versions on tree.unit_id = unit_versions.unit_id
left join tree as parents
    on tree.parent_id = parents.unit_id and tree.year = parents.year
left join tree as areas on tree.area_id = areas.unit_id and tree.year = areas.year
where tree.year = $year and tree.level not in ('area', 'grouping', 'group')
qualify
    row_number() over (
        partition by tree.unit_id
        order by unit_versions.valid_from desc nulls last
    ) = 1
order by
    list_position(
        [
            'province',
            'district',
            'commune',
            'organisation',
            'subcommittee',
            'cell',
            'hamlet'
        ],
        tree.level
    ),
    tree.code
