-- Which rows give way since a batch was added: rows of older tables to its own, and
-- rows of its own to tables of a later date. As refresh/31_hidden_rows, for the tables
-- of its kinds and years alone, where no batch is undone. What is hidden already stays.
-- Grain: one row per table and unit.
with recursive spoken as (
    select
        roster_tables.table_id,
        roster_tables.batch_id,
        roster_tables.kind,
        roster_tables.as_of,
        roster_tables.ratings_only,
        batches.standing,
        year(roster_tables.as_of) as year,
        roster_tables.batch_id = $batch_id as added
    from roster_tables
    inner join batches using (batch_id)
    where
        (roster_tables.kind, year(roster_tables.as_of)) in (
            select (mine.kind, year(mine.as_of))
            from roster_tables as mine
            where mine.batch_id = $batch_id
        )
),

held as (
    select
        table_id,
        unit_id
    from table_units
    semi join spoken using (table_id)
    union
    select
        table_id,
        unit_id
    from scopes
    semi join spoken using (table_id)
),

followers as (
    select distinct
        held.unit_id,
        held.unit_id as follower_id,
        null::date as moved_on
    from held
    semi join units using (unit_id)
    union
    select
        followers.unit_id,
        successions.new_unit_id as follower_id,
        greatest(followers.moved_on, successions.happened_on) as moved_on
    from followers
    inner join successions
        on followers.follower_id = successions.old_unit_id
),

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
        and earlier.added <> later.added
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
    table_id,
    unit_id
from replaced
anti join hidden_rows using (table_id, unit_id)
returning table_id, unit_id
