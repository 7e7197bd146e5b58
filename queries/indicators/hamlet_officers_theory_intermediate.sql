-- title: Hamlet-cell officers with intermediate political theory
-- source: Đức Phổ III.II.1.2
-- unit: share
-- counts: committee members, secretaries and deputies of hamlet cells
-- roster: officers
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
from grouped_officers($by)
where
    not ratings_only
    and in_hamlet_cell
    and reports(table_id, 'political_theory')
group by all
