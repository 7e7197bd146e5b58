-- Where the units of a year (base_year) stand in a later year: a unit that still stands
-- is its own home; one that ended goes to what it went into as a whole; else what
-- stands above it is asked the same. Grain: one row per year and unit of the base year.
create or replace macro unit_homes(admission_base) as table
with years as (
    select distinct
        year,
        base_year(year, admission_base) as based_on
    from tree
),

homes as (
    select
        years.year,
        years.based_on,
        unit_path.unit_id,
        arg_min(
            living_units.unit_id, 100 * coalesce(unit_path.distance, 50) + followers.steps
        ) as home_id
    from years
    inner join unit_path on years.based_on = unit_path.year
    inner join followers
        on unit_path.ancestor_id = followers.unit_id
        and followers.whole
        and coalesce(followers.moved_in, years.year) <= years.year
    inner join living_units
        on years.year = living_units.year
        and followers.follower_id = living_units.unit_id
    group by all
)

select
    year,
    based_on,
    unit_id,
    home_id
from homes
