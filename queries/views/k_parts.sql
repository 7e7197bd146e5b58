-- The parts of a province, area or district that are expected to report, by which its
-- coverage is counted: the districts, sector committees and communes directly under
-- it, or, where it has none of them, its organisations; the communes of an area; the
-- members of a group. An
-- organisation beside communes sends no files of its own unless a units roster says so.
-- Units that ended within the year and those not expected to report are left out.
-- Grain: one row per year, unit and part.
create or replace view parts as
with direct as (
    select
        tree.year,
        tree.parent_id as unit_id,
        tree.unit_id as part_id,
        tree.level,
        tree.expected,
        bool_or(tree.level in ('district', 'commune')) over (
            partition by tree.year, tree.parent_id
        ) as has_territory
    from tree
    inner join tree as above
        on tree.year = above.year
        and tree.parent_id = above.unit_id
    where
        above.level in ('province', 'district')
        and tree.level in ('district', 'commune', 'organisation')
        and not tree.ended
)

select
    year,
    unit_id,
    part_id
from direct
where
    coalesce(expected, true)
    and (level in ('district', 'commune') or not has_territory or expected)
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
union all
select
    tree.year,
    group_members.group_id as unit_id,
    tree.unit_id as part_id
from tree
inner join group_members using (unit_id)
where not tree.ended and coalesce(tree.expected, true)
