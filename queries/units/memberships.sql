-- Who belongs to which group, as the batch in force that told the group says.
-- Grain: one row per group and unit.
select distinct
    memberships.group_id,
    memberships.unit_id
from memberships
inner join unit_versions
    on
    memberships.group_id = unit_versions.unit_id
    and memberships.batch_id = unit_versions.batch_id
order by memberships.group_id, memberships.unit_id
