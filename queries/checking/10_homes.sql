-- Where each unit's figures are held against each other: the commune or organisation
-- that it stands in at the end of the year (one that ended: in what it went into);
-- where there is none, the lowest unit above. from_year: the year in whose tree the
-- unit is looked up: the year itself, or the one before, for last year's rows.
-- Grain: one row per year, from_year and unit.
create or replace temp table homes as
with lowest as (
    select
        unit_path.year,
        unit_path.unit_id,
        arg_min(
            unit_path.ancestor_id,
            case when tree.level in ('commune', 'organisation') then 0 else 100 end
            + unit_path.distance
        ) as home_id
    from unit_path
    inner join tree
        on unit_path.year = tree.year
        and unit_path.ancestor_id = tree.unit_id
    where
        unit_path.distance is not null
        and tree.level in ('province', 'district', 'commune', 'organisation')
    group by all
),

carried as (
    select
        year,
        based_on,
        unit_id,
        home_id
    from unit_homes('year_end')
    union all
    select
        year,
        based_on,
        unit_id,
        home_id
    from unit_homes('previous_year_end')
)

select
    carried.year,
    carried.based_on as from_year,
    carried.unit_id,
    lowest.home_id
from carried
inner join lowest
    on carried.year = lowest.year
    and carried.home_id = lowest.unit_id
