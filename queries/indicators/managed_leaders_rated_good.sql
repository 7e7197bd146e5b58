-- title: Leaders managed by the province rated good or better
-- source: Resolution 2021-2025 I.2.2
-- unit: share
-- counts: leaders managed by the provincial standing committee, rated
-- roster: leaders
-- fields: rating, managed
-- reported_by: all
-- flow: no
-- base: rating
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where rating in ('outstanding', 'good')) as numerator,
    count(*) filter (where in_rating_base(rating, $rating_base)) as denominator,
    count(*) filter (where rating is null) as unknown
from grouped_leaders($by)
where
    managed
    and reports(table_id, 'rating')
    and reports(table_id, 'managed')
group by all
