-- The lowest unit of a year that holds all that a unit of the base year went into,
-- where that is several places (split_parts): there nothing of it is missing.
-- Grain: one row per year and unit of the base year.
create or replace macro split_homes(admission_base) as table
with above as (
    select
        split_parts.year,
        split_parts.based_on,
        split_parts.unit_id,
        tree.unit_id as home_id,
        level_height(tree.level) as height
    from split_parts(admission_base) as split_parts
    inner join unit_path
        on split_parts.year = unit_path.year
        and split_parts.follower_id = unit_path.unit_id
    inner join tree
        on unit_path.year = tree.year
        and unit_path.ancestor_id = tree.unit_id
    where tree.level not in ('group', 'grouping')
    group by all
    having count(distinct split_parts.follower_id) = any_value(split_parts.parts)
)

select
    year,
    based_on,
    unit_id,
    arg_min(home_id, height) as home_id
from above
group by all
