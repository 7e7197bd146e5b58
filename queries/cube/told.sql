-- Which units have told an indicator (wanted) in a year: a table in force speaks for
-- the unit or for one above it (served), or an aggregate tells it (leaves). Of units
-- asked for (null: all), of what they are made of, and of those that are parts of
-- others.
-- Grain: one row per indicator, year and unit that has told.
with places as (
    select
        tree.year,
        tree.unit_id
    from tree
    semi join reported_years using (year)
    where
        (
            $units::integer [] is null
            or tree.level in ('province', 'area', 'group', 'district', 'commune')
            or list_contains($units::integer [], tree.unit_id)
            or (tree.year, tree.unit_id) in (
                select (parts.year, parts.part_id)
                from parts
            )
            or (tree.year, tree.unit_id) in (
                select (predecessors.year, predecessors.predecessor_id)
                from predecessors
                where list_contains($units::integer [], predecessors.unit_id)
            )
        )
        and tree.year = coalesce($year::integer, tree.year)
),

spoken as (
    select
        served.indicator,
        places.year,
        places.unit_id,
        max(served.as_of) as as_of
    from places
    inner join unit_path using (year, unit_id)
    inner join served
        on unit_path.year = served.year
        and unit_path.ancestor_id = served.unit_id
        and (served.whole or unit_path.distance = 0)
    group by all
),

by_aggregate as (
    select distinct
        indicator,
        year,
        unit_id
    from leaves
    where aggregate
)

select
    indicator,
    year,
    unit_id,
    coalesce(spoken.as_of, make_date(year, 12, 31)) as as_of,
    by_aggregate.unit_id is not null as by_aggregate
from spoken
full join by_aggregate using (indicator, year, unit_id)
