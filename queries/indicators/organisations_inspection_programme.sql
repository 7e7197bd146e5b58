-- title: Organisations with an inspection programme
-- source: Di Linh II.1.2
-- unit: share
-- counts: grassroots committees, grassroots cells and cells
-- roster: organisations
-- fields: inspection_programme
-- reported_by: all
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where inspection_programme) as numerator,
    count(*) filter (where inspection_programme is not null) as denominator,
    count(*) filter (where inspection_programme is null) as unknown
from grouped_organisations($by)
where
    not ratings_only
    and level in ('grassroots_committee', 'grassroots_cell', 'cell')
    and reports(table_id, 'inspection_programme')
group by all
