-- title: Grassroots organisations rated good or better
-- source: Hà Tĩnh II.2; Di Linh II.1.2; Đức Phổ III.II.1.2; Bắc Kạn II.2
-- unit: share
-- counts: grassroots committees and cells rated good or better, of those rated
-- roster: organisations
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
from grouped_organisations($by)
where
    level in ('grassroots_committee', 'grassroots_cell')
    and reports(table_id, 'rating')
group by all
