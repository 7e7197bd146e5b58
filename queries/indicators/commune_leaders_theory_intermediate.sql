-- title: Commune leaders with intermediate political theory
-- source: Resolution 2021-2025 I.2.2
-- unit: share
-- counts: leaders of commune level
-- roster: leaders
-- fields: political_theory
-- reported_by: hamlets
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (
        where political_theory in ('intermediate', 'advanced', 'bachelor')
    ) as numerator,
    count(*) filter (where political_theory is not null) as denominator,
    count(*) filter (where political_theory is null) as unknown
from grouped_leaders($by)
where
    not ratings_only
    and level = 'commune'
    and reports(table_id, 'political_theory')
group by all
