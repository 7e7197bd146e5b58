-- Whose rows of which table are not in force. A table's rows of a unit give way where
-- another file speaks for that unit, or for what followed it, with the same kind and
-- year, and goes before it (views/a_gives_way). What a batch adds is settled by
-- added/hidden_rows, which must come to the same. Aggregates are settled by indicator
-- and year where they are read.
-- Grain: one row per table and unit.
with recursive followers as (
    select distinct
        unit_id,
        unit_id as follower_id,
        null::date as moved_on
    from unit_versions
    union
    select
        followers.unit_id,
        successions.new_unit_id as follower_id,
        greatest(followers.moved_on, successions.happened_on) as moved_on
    from followers
    inner join successions_in_force as successions
        on followers.follower_id = successions.old_unit_id
),

spoken as (
    select
        roster_tables.table_id,
        roster_tables.batch_id,
        roster_tables.kind,
        roster_tables.as_of,
        roster_tables.ratings_only,
        batches.standing,
        batches.undone_at is not null as undone,
        year(roster_tables.as_of) as year
    from roster_tables
    inner join batches using (batch_id)
    where roster_tables.kind not in ('units', 'successions')
),

held as (
    select
        table_id,
        unit_id
    from table_units
    union
    select
        table_id,
        unit_id
    from scopes
),

-- Who speaks, and for whom: each unit that stands under a scope, or went into one.
speakers as (
    select distinct
        spoken.*,
        followers.unit_id
    from spoken
    inner join scopes using (table_id)
    inner join unit_path
        on spoken.year = unit_path.year
        and scopes.unit_id = unit_path.ancestor_id
        and (scopes.whole or unit_path.distance = 0)
    inner join followers
        on unit_path.unit_id = followers.follower_id
        and coalesce(followers.moved_on, spoken.as_of) <= spoken.as_of
    where not spoken.undone and spoken.kind <> 'aggregates'
),

replaced as (
    select distinct
        held.table_id,
        held.unit_id
    from held
    inner join spoken as earlier using (table_id)
    inner join speakers as later
        on held.unit_id = later.unit_id
        and earlier.kind = later.kind
        and earlier.year = later.year
        and earlier.batch_id <> later.batch_id
        and gives_way(
            earlier.kind,
            earlier.ratings_only,
            earlier.as_of,
            earlier.standing,
            later.ratings_only,
            later.as_of,
            later.standing
        )
    where
        not earlier.ratings_only
        or not exists (
            select 1
            from table_fields as rated
            where
                rated.table_id = earlier.table_id
                and rated.field like '%rating'
                and not exists (
                    select 1
                    from table_fields as known
                    where
                        known.table_id = later.table_id
                        and known.field = rated.field
                )
        )
)

insert into hidden_rows
select
    held.table_id,
    held.unit_id
from held
inner join spoken using (table_id)
where spoken.undone
union
select
    table_id,
    unit_id
from replaced
