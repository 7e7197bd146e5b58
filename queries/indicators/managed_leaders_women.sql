-- title: Leaders managed by the province who are women
-- source: Resolution 2021-2025 I.2.2
-- unit: share
-- counts: leaders managed by the provincial standing committee
-- roster: leaders
-- fields: gender, managed
-- reported_by: all
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where gender = 'female') as numerator,
    count(*) filter (where gender is not null) as denominator,
    count(*) filter (where gender is null) as unknown
from grouped_leaders($by)
where
    not ratings_only
    and managed
    and reports(table_id, 'gender')
    and reports(table_id, 'managed')
group by all
