-- The units of a year for which a roster tells who was admitted, also where they were
-- told of under a unit that has ended since. whole: with all that stands under the
-- unit. is_scope: a roster names it as what it speaks for. Only such units and those
-- from the organisation up: what stands under them follows from them.
-- Grain: one row per year and unit.
create or replace view admission_speakers as
with rosters as materialized (
    select
        year,
        unit_id,
        bool_or(whole) as whole,
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
        tree.year,
        tree.unit_id,
        bool_or(rosters.whole) as whole,
        max(rosters.as_of) as as_of,
        bool_or(rosters.unit_id = tree.unit_id) as is_scope
    from tree
    inner join unit_path using (year, unit_id)
    inner join rosters
        on unit_path.year = rosters.year
        and unit_path.ancestor_id = rosters.unit_id
        and (rosters.whole or unit_path.distance = 0)
    where
        tree.level in ('province', 'area', 'district', 'commune', 'organisation')
        or unit_path.distance = 0
    group by all
),

-- Materialized step by step: the planner would pair all units of a year otherwise.
followed as materialized (
    select
        spoken.year,
        followers.follower_id as unit_id,
        bool_or(spoken.whole) as whole,
        max(spoken.as_of) as as_of,
        bool_or(spoken.is_scope) as is_scope
    from spoken
    inner join followers
        on spoken.unit_id = followers.unit_id
        and followers.whole
    group by all
)

select
    followed.year,
    followed.unit_id,
    followed.whole,
    followed.as_of,
    followed.is_scope
from followed
semi join living_units using (year, unit_id)
