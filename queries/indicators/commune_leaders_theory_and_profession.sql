-- title: Commune leaders with intermediate theory and profession
-- source: Resolution 2021-2025 I.2.2 (both conditions on one person)
-- unit: share
-- counts: leaders of commune level
-- roster: leaders
-- fields: political_theory, profession
-- reported_by: hamlets
-- flow: no
-- One condition failed is a no, whatever the other; one met and the other unknown is
-- unknown.
-- Grain: one row per unit and year
with persons as (
    select
        unit_id,
        year,
        "group",
        as_of,
        political_theory in ('intermediate', 'advanced', 'bachelor')
        and profession in (
            'intermediate', 'college', 'university', 'master', 'doctor'
        )
            as meets_both
    from grouped_leaders($by)
    where
        not ratings_only
        and level = 'commune'
        and reports(table_id, 'political_theory')
        and reports(table_id, 'profession')
)

select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where meets_both) as numerator,
    count(*) filter (where meets_both is not null) as denominator,
    count(*) filter (where meets_both is null) as unknown
from persons
group by all
