-- title: Hamlet-cell officers with school and elementary theory
-- source: Đức Phổ III.II.1.2 (both conditions on one person)
-- unit: share
-- counts: committee members, secretaries and deputies of hamlet cells
-- roster: officers
-- fields: general_education, political_theory
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
        general_education = 'upper_secondary'
        and political_theory in ('elementary', 'intermediate', 'advanced', 'bachelor')
            as meets_both
    from grouped_officers($by)
    where
        not ratings_only
        and in_hamlet_cell
        and reports(table_id, 'general_education')
        and reports(table_id, 'political_theory')
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
