-- title: Members in service in contact with their residence
-- source: Di Linh II.1.2
-- unit: share
-- counts: members in service
-- roster: members
-- fields: residence_contact, in_service
-- reported_by: all
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where residence_contact) as numerator,
    count(*) filter (where residence_contact is not null) as denominator,
    count(*) filter (where residence_contact is null) as unknown
from grouped_members($by)
where
    not ratings_only
    and in_service
    and reports(table_id, 'residence_contact')
    and reports(table_id, 'in_service')
group by all
