-- Which unit the user has put into which group, as the telling of the group in force
-- says. A unit that ended is in the group of what most of it went into.
-- Grain: one row per unit and group.
with told as (
    select distinct
        memberships.unit_id,
        memberships.group_id,
        unit_versions.parent_id as grouping_id
    from memberships
    inner join unit_versions
        on memberships.group_id = unit_versions.unit_id
        and memberships.batch_id = unit_versions.batch_id
    where unit_versions.level = 'group'
),

followed as (
    select
        successions.old_unit_id as unit_id,
        told.grouping_id,
        arg_max(told.group_id, coalesce(successions.share, 0)) as group_id
    from successions_in_force as successions
    inner join told on successions.new_unit_id = told.unit_id
    group by all
)

insert into group_members
select
    unit_id,
    group_id
from told
union
select
    followed.unit_id,
    followed.group_id
from followed
anti join told using (unit_id, grouping_id)
