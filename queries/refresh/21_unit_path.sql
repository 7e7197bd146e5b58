-- Every unit of a year with each of its ancestors, itself included, so that one join
-- and one group by serve every level. The area of a commune is an ancestor of all that
-- stands in the commune. Of the units whose number is above $after: all, or those that
-- a batch adds. Grain: one row per year, unit and ancestor.
with recursive steps as (
    select
        year,
        unit_id,
        unit_id as ancestor_id,
        0 as distance
    from tree
    where unit_id > $after
    union all
    select
        steps.year,
        steps.unit_id,
        tree.parent_id as ancestor_id,
        steps.distance + 1 as distance
    from steps
    inner join tree
        on steps.year = tree.year
        and steps.ancestor_id = tree.unit_id
    where tree.parent_id is not null and steps.distance < 12
)

insert into unit_path
select
    year,
    unit_id,
    ancestor_id,
    distance
from steps
union all
select distinct
    steps.year,
    steps.unit_id,
    tree.area_id as ancestor_id,
    null::integer as distance
from steps
inner join tree
    on steps.year = tree.year
    and steps.ancestor_id = tree.unit_id
where tree.area_id is not null and tree.area_id <> steps.unit_id
union all
select distinct
    steps.year,
    steps.unit_id,
    group_members.group_id as ancestor_id,
    null::integer as distance
from steps
inner join group_members on steps.ancestor_id = group_members.unit_id
