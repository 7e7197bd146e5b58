-- title: Grassroots officers trained in the year
-- source: Đức Phổ III.II.1.2
-- unit: share
-- counts: members of grassroots committees; officers of hamlet cells
-- roster: officers
-- fields: trained
-- reported_by: all
-- flow: yes
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where trained) as numerator,
    count(*) filter (where trained is not null) as denominator,
    count(*) filter (where trained is null) as unknown
from grouped_officers($by)
where
    not ratings_only
    and (in_grassroots or in_hamlet_cell)
    and reports(table_id, 'trained')
group by all
