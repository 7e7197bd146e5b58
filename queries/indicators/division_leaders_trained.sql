-- title: Leaders of division level and above trained in the year
-- source: Resolution 2021-2025 I.2.2
-- unit: share
-- counts: heads and deputies of division and above, province and district
-- roster: leaders
-- fields: trained, division_level
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
from grouped_leaders($by)
where
    not ratings_only
    and division_level
    and level in ('provincial', 'district')
    and reports(table_id, 'trained')
    and reports(table_id, 'division_level')
group by all
