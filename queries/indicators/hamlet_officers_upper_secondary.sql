-- title: Hamlet-cell officers who finished upper secondary school
-- source: Đức Phổ III.II.1.2
-- unit: share
-- counts: committee members, secretaries and deputies of hamlet cells
-- roster: officers
-- fields: general_education
-- reported_by: hamlets
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where general_education = 'upper_secondary') as numerator,
    count(*) filter (where general_education is not null) as denominator,
    count(*) filter (where general_education is null) as unknown
from grouped_officers($by)
where
    not ratings_only
    and in_hamlet_cell
    and reports(table_id, 'general_education')
group by all
