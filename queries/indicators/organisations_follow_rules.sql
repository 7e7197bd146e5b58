-- title: Organisations that follow the rules
-- source: Di Linh II.1.2
-- unit: share
-- counts: grassroots committees, grassroots cells and cells
-- roster: organisations
-- fields: follows_rules
-- reported_by: all
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where follows_rules) as numerator,
    count(*) filter (where follows_rules is not null) as denominator,
    count(*) filter (where follows_rules is null) as unknown
from grouped_organisations($by)
where
    not ratings_only
    and level in ('grassroots_committee', 'grassroots_cell', 'cell')
    and reports(table_id, 'follows_rules')
group by all
