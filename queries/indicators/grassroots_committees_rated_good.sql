-- title: Grassroots committees rated good or better
-- source: Resolution 2021-2025 I.2.1
-- unit: share
-- counts: committees of grassroots organisations rated good or better, of those rated
-- roster: organisations
-- fields: committee_rating
-- reported_by: all
-- flow: no
-- base: rating
-- A grassroots cell counts where its committee has a rating, which is the one to group
-- by.
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where committee_rating in ('outstanding', 'good')) as numerator,
    count(*) filter (
        where in_rating_base(committee_rating, $rating_base)
    ) as denominator,
    count(*) filter (where committee_rating is null) as unknown
from
    grouped_organisations(
        case when $by = 'rating' then 'committee_rating' else $by end
    )
where
    (
        level = 'grassroots_committee'
        or (level = 'grassroots_cell' and committee_rating is not null)
    )
    and reports(table_id, 'committee_rating')
group by all
