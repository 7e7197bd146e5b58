-- title: Committee members rated good or better
-- source: Resolution 2021-2025 I.2.2
-- unit: share
-- counts: members of committees at three levels, inspection committees, delegations
-- roster: officers
-- fields: rating
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
from grouped_officers($by)
where
    (
        in_grassroots
        or body in (
            'provincial', 'district', 'grassroots', 'inspection_committee', 'delegation'
        )
    )
    and reports(table_id, 'rating')
group by all
