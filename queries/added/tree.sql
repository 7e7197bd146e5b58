-- The units that a batch was the first to name, in the tree of every year and
-- in the present one.
-- Grain: one row per unit and year, as refresh/11_tree.
with reported as (
    select year(as_of) as year
    from roster_tables
    where kind not in ('units', 'successions', 'aggregates')
    union all
    select year
    from aggregates
),

years as (
    select unnest(generate_series(min(year) - 1, max(year)))::integer as year
    from reported
    union all
    select present_year() as year
)

insert into tree
select
    years.year,
    units.unit_id,
    units.code,
    units.name,
    units.level,
    units.kind,
    units.parent_id,
    units.area_id,
    units.hamlet_id,
    units.expected,
    false as ended
from units
cross join years
where units.batch_id = $batch_id
