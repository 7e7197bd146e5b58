-- The units whose base of admissions is known in a year: in the base year a full roster
-- of members spoke for the unit and for all that went into it, each as a whole.
-- whole: so it is for all that stands under the unit. Grain: one row per year and unit.
create or replace macro based_units(admission_base) as table
with years as (
    select distinct
        year,
        base_year(year, admission_base) as based_on
    from tree
),

spoken as (
    select
        speakers.year,
        unit_path.unit_id,
        bool_or(speakers.whole) as whole
    from speakers
    inner join unit_path
        on speakers.year = unit_path.year
        and speakers.unit_id = unit_path.ancestor_id
        and (speakers.whole or unit_path.distance = 0)
    where speakers.kind = 'members' and not speakers.ratings_only
    group by all
)

select
    years.year,
    followers.follower_id as unit_id,
    bool_and(coalesce(spoken.whole, false)) as whole
from years
inner join tree
    on years.based_on = tree.year
    and (not tree.ended or years.year = years.based_on)
inner join followers
    on tree.unit_id = followers.unit_id
    and coalesce(followers.moved_in, years.year) <= years.year
inner join living_units
    on years.year = living_units.year
    and followers.follower_id = living_units.unit_id
left join spoken
    on years.based_on = spoken.year
    and tree.unit_id = spoken.unit_id
group by all
having bool_and(spoken.unit_id is not null and followers.whole)
