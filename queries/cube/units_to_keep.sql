-- The units whose figures are kept: communes and what stands above them, whenever
-- they stood, and the organisations beside communes and districts, which are shown
-- with them.
-- Grain: one row per unit.
select distinct tree.unit_id
from tree
left join tree as above
    on tree.year = above.year
    and tree.parent_id = above.unit_id
where
    tree.level in ('province', 'area', 'group', 'district', 'commune')
    or (tree.level = 'organisation' and above.level in ('province', 'area', 'district'))
order by tree.unit_id
