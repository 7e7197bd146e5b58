-- title: Grassroots secretaries with intermediate political theory
-- source: Di Linh III.1.4; Hà Tĩnh III.1.4 (communes only); Bắc Kạn III.1.4
-- unit: share
-- counts: secretaries and deputies of grassroots committees and grassroots cells
-- roster: officers
-- fields: political_theory, position
-- reported_by: all
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
    and in_grassroots
    and position in ('secretary', 'deputy')
    and reports(table_id, 'political_theory')
    and reports(table_id, 'position')
group by all
