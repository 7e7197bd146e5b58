-- The units in force, one row per unit and period: what the latest units roster tells
-- of a unit, else what the roster tells that named it first. A unit that only an undone
-- batch named stays as long as rows in force stand in it or under it.
create or replace view unit_versions as
with recursive told as (
    select
        units.*,
        batches.standing,
        batches.undone_at is not null as undone
    from units
    inner join batches using (batch_id)
),

used as (
    select table_units.unit_id
    from table_units
    inner join roster_tables using (table_id)
    inner join batches using (batch_id)
    where batches.undone_at is null
    union
    select told.parent_id as unit_id
    from used
    inner join told using (unit_id)
    where told.parent_id is not null
),

standing_now as (
    select told.*
    from told
    where
        not told.undone
        or (not told.declared and told.unit_id in (select used.unit_id from used))
)

select
    unit_id,
    code,
    name,
    name_key,
    level,
    kind,
    parent_id,
    area_id,
    hamlet_id,
    valid_from,
    valid_to,
    expected,
    declared,
    batch_id
from standing_now
qualify dense_rank() over (
    partition by unit_id
    order by declared desc, standing desc
) = 1
