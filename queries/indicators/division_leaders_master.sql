-- title: Leaders of division level and above with a master's degree
-- source: Resolution 2021-2025 I.2.2
-- unit: share
-- counts: heads and deputies of division and above, province and district
-- roster: leaders
-- fields: profession, division_level
-- reported_by: all
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where profession in ('master', 'doctor')) as numerator,
    count(*) filter (where profession is not null) as denominator,
    count(*) filter (where profession is null) as unknown
from grouped_leaders($by)
where
    not ratings_only
    and division_level
    and level in ('provincial', 'district')
    and reports(table_id, 'profession')
    and reports(table_id, 'division_level')
group by all
