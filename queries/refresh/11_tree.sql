-- The tree of every year that a roster or an aggregate speaks for, and of the year
-- before the first (the base of its admission rate); beside them the present tree, of
-- the units that stand today, as a year of its own (present_year).
-- Grain: one row per unit and year.
with reported_years as (
    select year(roster_tables.as_of) as year
    from roster_tables
    inner join batches using (batch_id)
    where
        batches.undone_at is null
        and roster_tables.kind not in ('units', 'successions', 'aggregates')
    union
    select aggregates.year
    from aggregates
    inner join roster_tables using (table_id)
    inner join batches using (batch_id)
    where batches.undone_at is null
),

years as (
    select unnest(generate_series(min(year) - 1, max(year)))::integer as year
    from reported_years
),

versions as (
    select
        years.year,
        unit_versions.*,
        coalesce(unit_versions.valid_to < make_date(years.year, 12, 31), false) as ended
    from years
    inner join unit_versions
        on coalesce(year(unit_versions.valid_from), years.year) <= years.year
        and coalesce(year(unit_versions.valid_to), years.year) >= years.year
    qualify row_number() over (
        partition by years.year, unit_versions.unit_id
        order by unit_versions.valid_from desc nulls last
    ) = 1
),

-- The area of a commune is known from the day on which it became a grouping; the
-- years before take it over, of the commune itself or of the one that it went into.
own_areas as (
    select
        unit_id,
        arg_min(area_id, coalesce(valid_from, date '0001-01-01')) as area_id
    from unit_versions
    where area_id is not null
    group by all
),

areas as (
    select
        successions.old_unit_id as unit_id,
        arg_max(own_areas.area_id, coalesce(successions.share, 0)) as area_id
    from successions_in_force as successions
    inner join own_areas on successions.new_unit_id = own_areas.unit_id
    where successions.old_unit_id not in (select own_areas.unit_id from own_areas)
    group by all
    union all
    select
        unit_id,
        area_id
    from own_areas
),

-- An area groups the years before it too, so that one can look back across the change.
areas_before as (
    select
        years.year,
        unit_versions.*,
        false as ended
    from years
    inner join unit_versions on year(unit_versions.valid_from) > years.year
    anti join versions
        on years.year = versions.year
        and unit_versions.unit_id = versions.unit_id
    where unit_versions.unit_id in (select areas.area_id from areas)
    qualify row_number() over (
        partition by years.year, unit_versions.unit_id
        order by unit_versions.valid_from
    ) = 1
),

standing_today as (
    select
        present_year() as year,
        unit_versions.*,
        false as ended
    from unit_versions
    where
        coalesce(valid_from <= $today::date, true)
        and coalesce(valid_to >= $today::date, true)
    qualify row_number() over (
        partition by unit_id
        order by valid_from desc nulls last
    ) = 1
),

standing as (
    select *
    from versions
    union all
    select *
    from areas_before
    union all
    select *
    from standing_today
)

insert into tree
select
    standing.year,
    standing.unit_id,
    standing.code,
    standing.name,
    standing.level,
    standing.kind,
    standing.parent_id,
    coalesce(standing.area_id, areas.area_id) as area_id,
    standing.hamlet_id,
    standing.expected,
    standing.ended
from standing
left join areas using (unit_id)
