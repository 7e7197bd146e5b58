-- title: Commune leaders trained in the year
-- source: Resolution 2021-2025 I.2.2
-- unit: share
-- counts: leaders of commune level
-- roster: leaders
-- fields: trained
-- reported_by: hamlets
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
from grouped_leaders($by)
where
    not ratings_only
    and level = 'commune'
    and reports(table_id, 'trained')
group by all
