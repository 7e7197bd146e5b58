-- title: Hamlet-cell officers with an intermediate profession
-- source: Đức Phổ III.II.1.2
-- unit: share
-- counts: committee members, secretaries and deputies of hamlet cells
-- roster: officers
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
        where profession in (
            'intermediate', 'college', 'university', 'master', 'doctor'
        )
    ) as numerator,
    count(*) filter (where profession is not null) as denominator,
    count(*) filter (where profession is null) as unknown
from grouped_officers($by)
where
    not ratings_only
    and in_hamlet_cell
    and reports(table_id, 'profession')
group by all
