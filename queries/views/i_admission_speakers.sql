-- The units of a year for which a roster tells who was admitted, also where they were
-- told of under a unit that has ended since. Grain: one row per year and unit.
create or replace view admission_speakers as
with told as (
    select distinct
        year,
        as_of,
        unit_id,
        whole
    from speakers
    where
        kind in ('members', 'admissions')
        and not ratings_only
        and reports(table_id, 'admitted_on')
)

select
    living_units.year,
    living_units.unit_id,
    max(told.as_of) as as_of,
    bool_or(told.unit_id = living_units.unit_id) as is_scope
from told
inner join unit_path
    on told.year = unit_path.year
    and told.unit_id = unit_path.ancestor_id
    and (told.whole or unit_path.distance = 0)
inner join followers
    on unit_path.unit_id = followers.unit_id
    and followers.whole
inner join living_units
    on told.year = living_units.year
    and followers.follower_id = living_units.unit_id
group by all
