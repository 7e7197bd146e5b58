-- title: Members in service with an assigned task
-- source: Hà Tĩnh III.2.2
-- unit: share
-- counts: members in service and taking part in Party life
-- roster: members
-- fields: assigned_task, in_service
-- reported_by: all
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where assigned_task) as numerator,
    count(*) filter (where assigned_task is not null) as denominator,
    count(*) filter (where assigned_task is null) as unknown
from grouped_members($by)
where
    not ratings_only
    and in_service
    and status is distinct from 'excused'
    and reports(table_id, 'assigned_task')
    and reports(table_id, 'in_service')
group by all
