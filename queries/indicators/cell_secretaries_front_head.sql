-- title: Hamlet-cell secretaries who are Front heads
-- source: Hà Tĩnh III.1.4; Bắc Kạn III.1.4 (followed)
-- unit: share
-- counts: secretaries of hamlet cells
-- roster: officers
-- fields: concurrent_posts, position
-- reported_by: hamlets
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where list_contains(concurrent_posts, 'front_head')) as numerator,
    count(*) filter (where concurrent_posts is not null) as denominator,
    count(*) filter (where concurrent_posts is null) as unknown
from grouped_officers($by)
where
    not ratings_only
    and in_hamlet_cell
    and position = 'secretary'
    and reports(table_id, 'concurrent_posts')
    and reports(table_id, 'position')
group by all
