-- title: Grassroots organisations judged four-good
-- source: Hà Tĩnh II.2 (followed)
-- unit: share
-- counts: grassroots committees
-- roster: organisations
-- fields: four_good
-- reported_by: all
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where four_good) as numerator,
    count(*) filter (where four_good is not null) as denominator,
    count(*) filter (where four_good is null) as unknown
from grouped_organisations($by)
where
    not ratings_only
    and level = 'grassroots_committee'
    and reports(table_id, 'four_good')
group by all
