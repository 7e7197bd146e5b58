-- The units of certain kinds: by their own kind; sub-committees, cells and hamlets
-- without one of their own also by the organisation that they stand under. No rows
-- where no kinds are asked for. Grain: one row per year and unit.
create or replace macro units_of_kinds(only_kinds) as table
with kinds as (
    select
        year,
        unit_id,
        kind
    from unit_kinds
    where only_kinds is not null
),

bearers as (
    select
        unit_path.year,
        unit_path.unit_id,
        list_contains(only_kinds, kinds.kind) as asked_for,
        unit_path.distance
    from kinds
    inner join unit_path
        on kinds.year = unit_path.year
        and kinds.unit_id = unit_path.ancestor_id
        and unit_path.distance is not null
    inner join tree
        on unit_path.year = tree.year
        and unit_path.unit_id = tree.unit_id
    where
        (
            unit_path.distance = 0
            and (kinds.kind <> 'hamlet' or list_contains(only_kinds, 'hamlet'))
        )
        or (
            unit_path.distance > 0
            and kinds.kind <> 'hamlet'
            and tree.level in ('subcommittee', 'cell', 'hamlet')
        )
)

select
    year,
    unit_id
from bearers
group by all
having arg_min(asked_for, distance)
