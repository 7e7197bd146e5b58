-- The parts of a province, area or district that are expected to report, by which its
-- coverage is counted: what stands directly under it, the communes of an area. Units
-- that ended within the year and those not expected to report are left out.
-- Grain: one row per year, unit and part.
create or replace view parts as
select
    tree.year,
    tree.parent_id as unit_id,
    tree.unit_id as part_id
from tree
inner join tree as above
    on tree.year = above.year
    and tree.parent_id = above.unit_id
where
    above.level in ('province', 'district')
    and tree.level in ('district', 'commune', 'organisation')
    and not tree.ended
    and coalesce(tree.expected, true)
union all
select
    year,
    area_id as unit_id,
    unit_id as part_id
from tree
where
    area_id is not null
    and level = 'commune'
    and not ended
    and coalesce(expected, true)
