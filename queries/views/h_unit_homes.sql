-- Where the units of a year (base_year) stand in a later year: a unit that still stands
-- is its own home; one that ended goes to what it went into as a whole; one that went
-- to several places to the lowest unit that holds them all (is_split); else what stands
-- above it is asked the same. Grain: one row per year and unit of the base year.
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
        where tree.year < present_year()
    ) as years
    inner join tree on years.based_on = tree.year
    left join living
        on years.year = living.year
        and tree.unit_id = living.unit_id
),

split as materialized (
    select
        year,
        based_on,
        unit_id,
        home_id
    from split_homes(admission_base)
),

moved as materialized (
    select units_of_base.*
    from units_of_base
    left join split using (year, based_on, unit_id)
    where not units_of_base.still_stands or split.unit_id is not null
),

-- Materialized step by step: the planner would pair all units of a year otherwise.
above as materialized (
    select
        moved.year,
        moved.based_on,
        moved.unit_id,
        unit_path.ancestor_id,
        100 * coalesce(unit_path.distance, 50) as way,
        split.home_id as split_home_id
    from moved
    inner join unit_path
        on moved.based_on = unit_path.year
        and moved.unit_id = unit_path.unit_id
    left join split
        on moved.year = split.year
        and moved.based_on = split.based_on
        and unit_path.ancestor_id = split.unit_id
),

followed as materialized (
    select
        above.year,
        above.based_on,
        above.unit_id,
        followers.follower_id as home_id,
        above.way + followers.steps as way,
        false as is_split
    from above
    inner join followers
        on above.ancestor_id = followers.unit_id
        and followers.whole
    where above.split_home_id is null
),

homes as (
    select followed.*
    from followed
    inner join living
        on followed.year = living.year
        and followed.home_id = living.unit_id
    union all
    select
        year,
        based_on,
        unit_id,
        split_home_id as home_id,
        way,
        true as is_split
    from above
    where split_home_id is not null
)

select
    units_of_base.year,
    units_of_base.based_on,
    units_of_base.unit_id,
    units_of_base.unit_id as home_id,
    false as is_split
from units_of_base
anti join moved using (year, based_on, unit_id)
union all
select
    year,
    based_on,
    unit_id,
    arg_min(home_id, way) as home_id,
    arg_min(is_split, way) as is_split
from homes
group by all
