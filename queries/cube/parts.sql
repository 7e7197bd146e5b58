-- How much of each unit asked for has reported: its parts (a unit without parts is its
-- own), and whether each is covered: by a table that speaks for it or for a unit above
-- it, by tables for all its own parts, or by an aggregate. What an aggregate tells of
-- the unit itself covers all its parts (`told`: who has told, in the tree that is
-- shown). Parts that the filters leave out, and for indicators about hamlets those
-- without communes or hamlets, are not expected; nor, in the present tree ($present),
-- those that nothing of the year went into (`predecessors`).
-- Grain: one row per indicator, year, unit and part (part_id null: none is expected).
with units_asked as (
    select unnest($units::integer []) as unit_id
),

asked as (
    select
        reported_years.year,
        units_asked.unit_id
    from reported_years
    cross join units_asked
    where reported_years.year = coalesce($year::bigint, reported_years.year)
    union
    select distinct
        leaves.year,
        unit_path.ancestor_id as unit_id
    from leaves
    inner join unit_path
        on unit_path.year = coalesce($present::integer, leaves.year)
        and leaves.unit_id = unit_path.unit_id
    where
        $units::integer [] is null
        and leaves.year = coalesce($year::bigint, leaves.year)
),

parts_asked as (
    select
        asked.year,
        asked.unit_id,
        coalesce(parts.part_id, tree.unit_id) as part_id
    from asked
    left join parts
        on parts.year = coalesce($present::integer, asked.year)
        and asked.unit_id = parts.unit_id
    left join tree
        on tree.year = coalesce($present::integer, asked.year)
        and asked.unit_id = tree.unit_id
),

-- Each part as its own, and its own parts.
parts_seen as (
    select distinct
        year,
        part_id as unit_id,
        part_id
    from parts_asked
    where part_id is not null
    union
    select
        parts_asked.year,
        parts.unit_id,
        parts.part_id
    from parts_asked
    inner join parts
        on parts.year = coalesce($present::integer, parts_asked.year)
        and parts_asked.part_id = parts.unit_id
),

with_hamlets as (
    select distinct
        unit_path.year,
        unit_path.ancestor_id as unit_id
    from tree
    inner join unit_path using (year, unit_id)
    semi join parts_seen
        on unit_path.year = coalesce($present::integer, parts_seen.year)
        and unit_path.ancestor_id = parts_seen.part_id
    where tree.level in ('commune', 'hamlet') and not tree.ended
),

units_with_asked as (
    select distinct
        unit_path.year,
        unit_path.ancestor_id as unit_id
    from unit_path
    semi join
        units_asked(
            $only_kinds::varchar [], $sector::varchar, $only_armed_forces::boolean
        )
        using (year, unit_id)
    where $restricted
),

expected as (
    select distinct
        wanted.indicator,
        parts_seen.year,
        parts_seen.part_id
    from parts_seen
    cross join wanted
    left join with_hamlets
        on with_hamlets.year = coalesce($present::integer, parts_seen.year)
        and parts_seen.part_id = with_hamlets.unit_id
    left join units_with_asked
        on units_with_asked.year = coalesce($present::integer, parts_seen.year)
        and parts_seen.part_id = units_with_asked.unit_id
    left join armed_units
        on armed_units.year = coalesce($present::integer, parts_seen.year)
        and parts_seen.part_id = armed_units.unit_id
    where
        (not wanted.hamlets_only or with_hamlets.unit_id is not null)
        and (not $restricted or units_with_asked.unit_id is not null)
        and not ($without_armed_forces and armed_units.unit_id is not null)
        and (
            $present::integer is null
            or (parts_seen.year, parts_seen.part_id) in (
                select (predecessors.year, predecessors.unit_id)
                from predecessors
            )
        )
),

covered as (
    select
        expected.indicator,
        expected.year,
        expected.part_id,
        told.unit_id is not null as is_covered,
        told.as_of
    from expected
    left join told
        on expected.indicator = told.indicator
        and expected.year = told.year
        and expected.part_id = told.unit_id
),

part_states as (
    select
        covered.indicator,
        covered.year,
        parts_seen.unit_id as part_id,
        bool_or(parts_seen.part_id = parts_seen.unit_id) as is_expected,
        bool_or(covered.is_covered and parts_seen.part_id = parts_seen.unit_id)
        or (
            bool_or(parts_seen.part_id <> parts_seen.unit_id)
            and bool_and(covered.is_covered or parts_seen.part_id = parts_seen.unit_id)
        ) as reported,
        max(covered.as_of) as as_of
    from parts_seen
    inner join covered
        on parts_seen.year = covered.year
        and parts_seen.part_id = covered.part_id
    group by all
)

select
    wanted.indicator,
    parts_asked.year,
    parts_asked.unit_id,
    part_states.part_id,
    parts_asked.part_id is not null
    and (
        $present::integer is null
        or (parts_asked.year, parts_asked.unit_id) in (
            select (predecessors.year, predecessors.unit_id)
            from predecessors
        )
    ) as stands,
    part_states.reported or coalesce(told.by_aggregate, false) as reported,
    part_states.as_of
from parts_asked
cross join wanted
left join part_states
    on wanted.indicator = part_states.indicator
    and parts_asked.year = part_states.year
    and parts_asked.part_id = part_states.part_id
    and part_states.is_expected
left join told
    on wanted.indicator = told.indicator
    and parts_asked.year = told.year
    and parts_asked.unit_id = told.unit_id
