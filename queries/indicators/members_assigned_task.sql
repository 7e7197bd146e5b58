-- title: Members in service with an assigned task
-- source: Hà Tĩnh III.2.2
-- unit: share
-- counts: members in service and taking part in Party life
-- roster: members
-- fields: assigned_task, in_service
-- reported_by: all
-- flow: no
-- Unknown too: of whom it is not said whether they are in service.
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where in_service and assigned_task) as numerator,
    count(*) filter (where in_service and assigned_task is not null) as denominator,
    count(*) filter (where in_service is null or assigned_task is null) as unknown
from grouped_members($by)
where
    not ratings_only
    and in_service is distinct from false
    and status is distinct from 'excused'
    and reports(table_id, 'assigned_task')
    and reports(table_id, 'in_service')
group by all
