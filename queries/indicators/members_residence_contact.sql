-- title: Members in service in contact with their residence
-- source: Di Linh II.1.2
-- unit: share
-- counts: members in service
-- roster: members
-- fields: residence_contact, in_service
-- reported_by: all
-- flow: no
-- Unknown too: of whom it is not said whether they are in service.
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where in_service and residence_contact) as numerator,
    count(*) filter (where in_service and residence_contact is not null) as denominator,
    count(*) filter (where in_service is null or residence_contact is null) as unknown
from grouped_members($by)
where
    not ratings_only
    and in_service is distinct from false
    and reports(table_id, 'residence_contact')
    and reports(table_id, 'in_service')
group by all
