-- The units of a year for which a roster tells who was admitted, also where they were
-- told of under a unit that has ended since. Grain: one row per year and unit.
create or replace view admission_speakers as
with told as materialized (
    select
        year,
        unit_id,
        whole,
        max(as_of) as as_of
    from speakers
    where
        kind in ('members', 'admissions')
        and not ratings_only
        and reports(table_id, 'admitted_on')
    group by all
),

spoken as materialized (
    select
        unit_path.year,
        unit_path.unit_id,
        max(told.as_of) as as_of,
        bool_or(unit_path.distance = 0) as is_scope
    from told
    inner join unit_path
        on told.year = unit_path.year
        and told.unit_id = unit_path.ancestor_id
        and (told.whole or unit_path.distance = 0)
    group by all
),

-- Materialized step by step: the planner would pair all units of a year otherwise.
followed as materialized (
    select
        spoken.year,
        followers.follower_id as unit_id,
        max(spoken.as_of) as as_of,
        bool_or(spoken.is_scope) as is_scope
    from spoken
    inner join followers
        on spoken.unit_id = followers.unit_id
        and followers.whole
        and coalesce(followers.moved_in, spoken.year) <= spoken.year
    group by all
)

select
    followed.year,
    followed.unit_id,
    followed.as_of,
    followed.is_scope
from followed
semi join living_units using (year, unit_id)
