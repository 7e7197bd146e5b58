-- The years in which a unit became another population than it was at the end of the
-- year before, as it was: something stood under it before and not after, or the other
-- way round, by what went into what and by moves to another unit above. What stays
-- within a unit does not change it (districts that end change nothing of the province).
-- Of the units asked for, or of all. Grain: one row per year and unit.
with ended_in as (
    select
        old_unit_id,
        new_unit_id,
        year(happened_on) as year
    from successions_in_force
),

-- What stood where before, and stands where after.
changes as (
    select
        ended_in.year,
        ended_in.old_unit_id as from_id,
        ended_in.new_unit_id as to_id
    from ended_in
    union
    select
        after.year,
        after.unit_id as from_id,
        after.unit_id as to_id
    from tree as before
    inner join tree as after
        on before.year = after.year - 1
        and before.unit_id = after.unit_id
    where
        before.parent_id is distinct from after.parent_id
        and not before.ended
        and not after.ended
),

above_before as (
    select
        changes.*,
        unit_path.ancestor_id as unit_id
    from changes
    inner join unit_path
        on unit_path.year = changes.year - 1
        and changes.from_id = unit_path.unit_id
),

above_after as (
    select
        changes.*,
        unit_path.ancestor_id as unit_id
    from changes
    inner join unit_path
        on changes.year = unit_path.year
        and changes.to_id = unit_path.unit_id
),

changed as (
    select
        above_before.year,
        above_before.unit_id
    from above_before
    anti join above_after using (year, from_id, to_id, unit_id)
    union
    select
        above_after.year,
        above_after.unit_id
    from above_after
    anti join above_before using (year, from_id, to_id, unit_id)
)

select
    year,
    unit_id
from changed
where $units::integer [] is null or list_contains($units::integer [], unit_id)
order by unit_id, year
