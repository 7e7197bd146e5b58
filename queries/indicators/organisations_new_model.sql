-- title: Grassroots organisations with a new model judged good
-- source: Di Linh II.1.2
-- unit: share
-- counts: grassroots committees and grassroots cells
-- roster: organisations
-- fields: new_model
-- reported_by: all
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where new_model) as numerator,
    count(*) filter (where new_model is not null) as denominator,
    count(*) filter (where new_model is null) as unknown
from grouped_organisations($by)
where
    not ratings_only
    and level in ('grassroots_committee', 'grassroots_cell')
    and reports(table_id, 'new_model')
group by all
