-- title: Secretaries who head their agency
-- source: Hà Tĩnh III.1.4; Bắc Kạn III.1.4 (followed)
-- unit: share
-- counts: secretaries of agencies, public service units, enterprises, cooperatives
-- roster: officers
-- fields: concurrent_posts, position
-- reported_by: all
-- flow: no
-- Grain: one row per unit and year
select
    officers.unit_id,
    officers.year,
    officers."group",
    max(officers.as_of) as as_of,
    count(*) filter (
        where list_contains(officers.concurrent_posts, 'agency_head')
    ) as numerator,
    count(*) filter (where officers.concurrent_posts is not null) as denominator,
    count(*) filter (where officers.concurrent_posts is null) as unknown
from grouped_officers($by) as officers
inner join unit_kinds using (year, unit_id)
where
    not officers.ratings_only
    and officers.in_grassroots
    and officers.position = 'secretary'
    and unit_kinds.kind in (
        'agency',
        'public_service_unit',
        'state_enterprise',
        'private_enterprise',
        'foreign_enterprise',
        'cooperative'
    )
    and reports(officers.table_id, 'concurrent_posts')
    and reports(officers.table_id, 'position')
group by all
