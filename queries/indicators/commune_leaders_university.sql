-- title: Commune leaders with a university degree
-- source: Resolution 2021-2025 I.2.2
-- unit: share
-- counts: leaders of commune level
-- roster: leaders
-- fields: profession
-- reported_by: hamlets
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (
        where profession in ('university', 'master', 'doctor')
    ) as numerator,
    count(*) filter (where profession is not null) as denominator,
    count(*) filter (where profession is null) as unknown
from grouped_leaders($by)
where
    not ratings_only
    and level = 'commune'
    and reports(table_id, 'profession')
group by all
