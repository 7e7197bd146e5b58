-- The other batches that rest on what a batch tells of units, or tell the same anew.
-- A batch is a change where it holds no table of a roster. Two imports never stand in
-- each other's way: the newer one replaces, and the older one comes back.
-- begun: the units that no other batch in force tells; without this batch they are
-- gone, and all that stands in them with them. Grain: one row per batch.
with plain as (
    select
        batches.*,
        batches.batch_id not in (select roster_tables.batch_id from roster_tables)
        and batches.sha256 in (select archive.sha256 from archive)
            as change
    from batches
),

this as (
    select * from plain where batch_id = $batch_id
),

told as (
    select distinct unit_id
    from units
    where batch_id = $batch_id and declared
),

begun as (
    select told.unit_id
    from told
    where
        told.unit_id not in (
            select units.unit_id
            from units
            inner join batches_in_force using (batch_id)
            where units.batch_id <> $batch_id
        )
),

touching as (
    select units.batch_id
    from units
    semi join told on units.unit_id = told.unit_id
    where units.declared
    union
    select units.batch_id
    from units
    inner join begun
        on begun.unit_id in (units.parent_id, units.area_id, units.hamlet_id)
    union
    select successions.batch_id
    from successions
    inner join told
        on told.unit_id in (successions.old_unit_id, successions.new_unit_id)
    union
    select memberships.batch_id
    from memberships
    inner join begun
        on begun.unit_id in (memberships.unit_id, memberships.group_id)
    union
    select roster_tables.batch_id
    from table_units
    inner join begun using (unit_id)
    inner join roster_tables using (table_id)
    union
    select roster_tables.batch_id
    from scopes
    inner join begun using (unit_id)
    inner join roster_tables using (table_id)
)

select
    other.batch_id,
    other.file,
    other.undone_at is not null as undone,
    other.standing > this.standing as later,
    other.batch_id > this.batch_id as made_later,
    other.change,
    this.change as this_change
from plain as other
cross join this
semi join touching on other.batch_id = touching.batch_id
where other.batch_id <> this.batch_id and (other.change or this.change)
order by other.batch_id desc
