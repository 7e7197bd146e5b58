-- Where the units of a year (base_year) stand in a later year: a unit that still stands
-- is its own home; one that ended goes to what it went into as a whole; else what
-- stands above it is asked the same. Grain: one row per year and unit of the base year.
create or replace macro unit_homes(admission_base) as table
with living as materialized (
    select
        year,
        unit_id
    from living_units
),

units_of_base as materialized (
    select
        years.year,
        years.based_on,
        tree.unit_id,
        living.unit_id is not null as still_stands
    from (
        select distinct
            tree.year,
            base_year(tree.year, admission_base) as based_on
        from tree
    ) as years
    inner join tree on years.based_on = tree.year
    left join living
        on years.year = living.year
        and tree.unit_id = living.unit_id
),

-- Materialized step by step: the planner would pair all units of a year otherwise.
followed as materialized (
    select
        units_of_base.year,
        units_of_base.based_on,
        units_of_base.unit_id,
        followers.follower_id,
        100 * coalesce(unit_path.distance, 50) + followers.steps as way
    from units_of_base
    inner join unit_path
        on units_of_base.based_on = unit_path.year
        and units_of_base.unit_id = unit_path.unit_id
    inner join followers
        on unit_path.ancestor_id = followers.unit_id
        and followers.whole
    where not units_of_base.still_stands
)

select
    year,
    based_on,
    unit_id,
    unit_id as home_id
from units_of_base
where still_stands
union all
select
    followed.year,
    followed.based_on,
    followed.unit_id,
    arg_min(living.unit_id, followed.way) as home_id
from followed
inner join living
    on followed.year = living.year
    and followed.follower_id = living.unit_id
group by all
