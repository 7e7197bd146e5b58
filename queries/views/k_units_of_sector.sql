-- The units of the state or of the non-state sector: as a roster of organisations flags
-- them (that of the year, else of the nearest year, the earlier one first), else by
-- their kind where that leaves no doubt; sub-committees, cells and hamlets without a
-- word of their own by the organisation that they stand under. What nobody tells is in
-- neither. No rows where no sector is asked for. Grain: one row per year and unit.
create or replace macro units_of_sector(sector) as table
with told as (
    select
        year as told_year,
        unit_id,
        case when bool_and(non_state) = bool_or(non_state) then bool_or(non_state) end
            as non_state
    from organisations_in_force
    where non_state is not null and sector is not null
    group by all
),

nearest as (
    select
        tree.year,
        tree.unit_id,
        arg_min(
            told.non_state,
            2 * abs(told.told_year - tree.year) + (told.told_year > tree.year)::integer
        ) as non_state
    from tree
    inner join told using (unit_id)
    group by all
),

own as (
    select
        tree.year,
        tree.unit_id,
        tree.level,
        coalesce(
            nearest.non_state,
            case
                when
                    unit_kinds.kind in (
                        'private_enterprise', 'foreign_enterprise', 'cooperative'
                    )
                    then true
                when
                    unit_kinds.kind in (
                        'commune',
                        'agency',
                        'public_service_unit',
                        'state_enterprise',
                        'army',
                        'police'
                    )
                    then false
            end
        ) as non_state
    from tree
    left join nearest using (year, unit_id)
    left join unit_kinds using (year, unit_id)
    where sector is not null
),

bearers as (
    select
        unit_path.year,
        unit_path.unit_id,
        own.non_state,
        unit_path.distance
    from own
    inner join unit_path
        on own.year = unit_path.year
        and own.unit_id = unit_path.ancestor_id
        and unit_path.distance is not null
    inner join tree
        on unit_path.year = tree.year
        and unit_path.unit_id = tree.unit_id
    where
        own.non_state is not null
        and (
            unit_path.distance = 0
            or (
                own.level in ('commune', 'organisation', 'subcommittee', 'cell')
                and tree.level in ('subcommittee', 'cell', 'hamlet')
            )
        )
)

select
    year,
    unit_id
from bearers
group by all
having arg_min(non_state, distance) = (sector = 'non_state')
