-- The units whose base of admissions is known in a year: in the base year a full roster
-- of members spoke for the unit and for all that went into it, each as a whole.
-- whole: so it is for all that stands under the unit. Only units that rosters speak for
-- and those from the organisation up: what stands under them follows from them.
-- Grain: one row per year and unit.
create or replace macro based_units(admission_base) as table
with years as (
    select distinct
        year,
        base_year(year, admission_base) as based_on
    from tree
    where year < present_year()
),

rosters as materialized (
    select
        year,
        unit_id,
        bool_or(whole) as whole
    from speakers
    where kind = 'members' and not ratings_only
    group by all
),

units_of_base as materialized (
    select
        tree.year,
        tree.unit_id,
        tree.ended
    from tree
    left join rosters using (year, unit_id)
    where
        tree.level in ('province', 'area', 'district', 'commune', 'organisation')
        or rosters.unit_id is not null
),

spoken as materialized (
    select
        units_of_base.year,
        units_of_base.unit_id,
        units_of_base.ended,
        bool_or(rosters.unit_id is not null) as is_spoken,
        bool_or(coalesce(rosters.whole, false)) as whole
    from units_of_base
    inner join unit_path using (year, unit_id)
    left join rosters
        on unit_path.year = rosters.year
        and unit_path.ancestor_id = rosters.unit_id
        and (rosters.whole or unit_path.distance = 0)
    group by all
),

-- Materialized step by step: the planner would pair all units of a year otherwise.
followed as materialized (
    select
        years.year,
        followers.follower_id as unit_id,
        bool_and(spoken.whole) as whole,
        bool_and(spoken.is_spoken and followers.whole) as is_known
    from years
    inner join spoken
        on years.based_on = spoken.year
        and (not spoken.ended or years.year = years.based_on)
    inner join followers on spoken.unit_id = followers.unit_id
    group by all
)

select
    followed.year,
    followed.unit_id,
    followed.whole
from followed
semi join living_units using (year, unit_id)
where followed.is_known
