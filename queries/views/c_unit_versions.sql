-- The units in force, one row per unit and period: what the latest units roster tells
-- of a unit, else what the roster tells that named it first. A unit that only an undone
-- batch named stays, without dates, as long as rows in force stand in it or under it.
create or replace view unit_versions as
with recursive told as (
    select
        units.*,
        batches.standing,
        batches.undone_at is not null as undone
    from units
    inner join batches using (batch_id)
),

-- What an undone batch told of a unit counts only where no other tells of it.
rising as (
    select
        unit_id,
        parent_id
    from told
    qualify
        not undone
        or count(*) filter (where not undone) over (partition by unit_id) = 0
),

used as (
    select table_units.unit_id
    from table_units
    inner join roster_tables using (table_id)
    inner join batches using (batch_id)
    where batches.undone_at is null
    union
    select rising.parent_id as unit_id
    from used
    inner join rising using (unit_id)
    where rising.parent_id is not null
),

standing_now as (
    select
        told.* replace (
            case when not undone then valid_from end as valid_from,
            case when not undone then valid_to end as valid_to
        )
    from told
    where not undone or unit_id in (select used.unit_id from used)
    qualify not undone or row_number() over (
        partition by unit_id, undone
        order by standing desc, valid_from desc nulls last
    ) = 1
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
    declared and not undone as declared,
    batch_id
from standing_now
qualify dense_rank() over (
    partition by unit_id
    order by undone, declared desc, standing desc
) = 1
