-- An indicator's rows (staged) summed up the tree, with what aggregates add and with
-- how much of each unit reported. Numerator, denominator and unknown are sums; where a
-- row has no denominator (the base of an admission rate is not known) it stays out of
-- the sums that have one. Null: not reported. Zero of zero: not applicable.
-- Grain: one row per unit, year and group.
with leaves as (
    select
        staged.unit_id,
        staged.year,
        staged."group",
        staged.as_of,
        staged.numerator,
        staged.denominator,
        staged.unknown
    from staged
    where
        not (
            $without_armed_forces
            and (staged.year, staged.unit_id) in (
                select (armed_units.year, armed_units.unit_id)
                from armed_units
            )
        )
        and (
            $only_kinds::varchar [] is null
            or (staged.year, staged.unit_id) in (
                select (kept.year, kept.unit_id)
                from units_of_kinds($only_kinds::varchar []) as kept
            )
        )
),

covered_by_rosters as (
    select
        year,
        unit_id,
        as_of
    from covered_units($rosters, $fields, $ratings)
),

-- A roster beats an aggregate of the same unit and year; what reports from below beats
-- one too, so that nothing is counted twice. Rows without a base leave the share to it.
told as (
    select
        aggregates_in_force.unit_id,
        aggregates_in_force.year,
        aggregates_in_force.numerator,
        aggregates_in_force.denominator
    from aggregates_in_force
    where
        aggregates_in_force.indicator = $indicator
        and $by::varchar is null
        and (
            $only_kinds::varchar [] is null
            or (aggregates_in_force.year, aggregates_in_force.unit_id) in (
                select (kept.year, kept.unit_id)
                from units_of_kinds($only_kinds::varchar []) as kept
            )
        )
        and not (
            $without_armed_forces
            and (aggregates_in_force.year, aggregates_in_force.unit_id) in (
                select (armed_units.year, armed_units.unit_id)
                from armed_units
            )
        )
),

rows_below as (
    select
        told.year,
        told.unit_id,
        bool_or(leaves.denominator is not null or $counts) as beats
    from told
    inner join unit_path
        on told.year = unit_path.year
        and told.unit_id = unit_path.ancestor_id
    inner join leaves
        on unit_path.year = leaves.year
        and unit_path.unit_id = leaves.unit_id
    group by all
),

standing as (
    select told.*
    from told
    left join rows_below using (year, unit_id)
    left join covered_by_rosters using (year, unit_id)
    where
        not coalesce(rows_below.beats, false)
        and (rows_below.unit_id is not null or covered_by_rosters.unit_id is null)
),

aggregates_kept as (
    select standing.*
    from standing
    where
        not exists (
            select 1
            from unit_path
            inner join standing as below
                on unit_path.year = below.year
                and unit_path.unit_id = below.unit_id
            where
                unit_path.year = standing.year
                and unit_path.ancestor_id = standing.unit_id
                and unit_path.unit_id <> standing.unit_id
        )
),

counted as (
    select
        unit_id,
        year,
        "group",
        as_of,
        numerator,
        denominator,
        unknown
    from leaves
    union all
    select
        unit_id,
        year,
        null as "group",
        make_date(year, 12, 31) as as_of,
        numerator,
        denominator,
        0 as unknown
    from aggregates_kept
),

covered as (
    select
        year,
        unit_id,
        as_of
    from covered_by_rosters
    union
    select
        year,
        unit_id,
        make_date(year, 12, 31) as as_of
    from aggregates_kept
),

asked as (
    select
        reported_years.year,
        wanted.unit_id
    from reported_years
    cross join (select unnest($units::integer []) as unit_id) as wanted
    where reported_years.year = coalesce($year::bigint, reported_years.year)
    union
    select
        unit_path.year,
        unit_path.ancestor_id as unit_id
    from counted
    inner join unit_path using (year, unit_id)
    where
        $units::integer [] is null
        and unit_path.year = coalesce($year::bigint, unit_path.year)
),

-- Parts of each unit asked for; a unit without parts is its own.
parts_asked as (
    select
        asked.year,
        asked.unit_id,
        coalesce(parts.part_id, asked.unit_id) as part_id
    from asked
    left join parts using (year, unit_id)
    where
        parts.part_id is not null
        or (asked.year, asked.unit_id) in (select (tree.year, tree.unit_id) from tree)
),

-- The parts of parts: one whose own parts are all covered is covered.
parts_seen as (
    select distinct
        year,
        part_id as unit_id,
        part_id
    from parts_asked
    union
    select
        parts.year,
        parts.unit_id,
        parts.part_id
    from parts_asked
    inner join parts
        on parts_asked.year = parts.year
        and parts_asked.part_id = parts.unit_id
),

counted_parts as (
    select distinct
        parts_seen.year,
        parts_seen.part_id
    from parts_seen
    left join armed_units
        on parts_seen.year = armed_units.year
        and parts_seen.part_id = armed_units.unit_id
    where
        not ($without_armed_forces and armed_units.unit_id is not null)
        and (
            not $hamlets_only
            or (parts_seen.year, parts_seen.part_id) in (
                select (unit_path.year, unit_path.ancestor_id)
                from tree
                inner join unit_path using (year, unit_id)
                where tree.level in ('commune', 'hamlet') and not tree.ended
            )
        )
        and (
            $only_kinds::varchar [] is null
            or (parts_seen.year, parts_seen.part_id) in (
                select (unit_path.year, unit_path.ancestor_id)
                from units_of_kinds($only_kinds::varchar []) as kept
                inner join unit_path using (year, unit_id)
            )
        )
),

part_states as (
    select
        parts_seen.year,
        parts_seen.unit_id as part_id,
        coalesce(
            bool_or(covered.unit_id is not null)
                filter (where parts_seen.part_id = parts_seen.unit_id)
            or bool_and(covered.unit_id is not null)
                filter (where parts_seen.part_id <> parts_seen.unit_id),
            false
        ) as reported,
        max(covered.as_of) as as_of
    from parts_seen
    semi join counted_parts using (year, part_id)
    left join covered
        on parts_seen.year = covered.year
        and parts_seen.part_id = covered.unit_id
    group by all
),

units_summed as (
    select unit_id from asked
    union
    select part_id as unit_id from parts_asked
),

sums as (
    select
        counted.year,
        unit_path.ancestor_id as unit_id,
        counted."group",
        max(counted.as_of) as as_of,
        coalesce(
            sum(counted.numerator) filter (where counted.denominator is not null),
            sum(counted.numerator)
        )::bigint as numerator,
        sum(counted.denominator)::bigint as denominator,
        coalesce(
            sum(counted.unknown) filter (where counted.denominator is not null),
            sum(counted.unknown)
        )::bigint as unknown
    from counted
    inner join unit_path using (year, unit_id)
    semi join units_summed on unit_path.ancestor_id = units_summed.unit_id
    group by all
),

sizes as (
    select
        year,
        unit_id,
        sum(denominator)::bigint as denominator
    from sums
    group by all
),

missing as (
    select
        part_states.year,
        part_states.part_id,
        arg_max(earlier.denominator, earlier.year) as denominator
    from part_states
    left join sizes as earlier
        on part_states.part_id = earlier.unit_id
        and part_states.year > earlier.year
        and earlier.denominator is not null
    where not part_states.reported
    group by all
),

coverage as (
    select
        asked.year,
        asked.unit_id,
        bool_or(parts_asked.unit_id is not null) as stands,
        count(part_states.part_id) as expected,
        count(*) filter (where part_states.reported) as reported,
        case
            when
                count(*) filter (where not part_states.reported)
                = count(missing.denominator)
                then
                    coalesce(
                        sum(
                            greatest(
                                missing.denominator - coalesce(sizes.denominator, 0), 0
                            )
                        ),
                        0
                    )::bigint
        end as missing_size,
        max(part_states.as_of) as as_of
    from asked
    left join parts_asked using (year, unit_id)
    left join part_states using (year, part_id)
    left join missing using (year, part_id)
    left join sizes
        on missing.year = sizes.year
        and missing.part_id = sizes.unit_id
    group by all
),

-- What an aggregate tells of the unit itself covers all its parts.
whole as (
    select
        coverage.*,
        aggregates_kept.unit_id is not null as by_aggregate
    from coverage
    left join aggregates_kept using (year, unit_id)
)

select
    whole.unit_id,
    whole.year,
    sums."group",
    case
        when sums.unit_id is not null then sums.as_of
        when whole.reported > 0 then whole.as_of
    end as as_of,
    coalesce(
        sums.numerator,
        case when whole.reported > 0 or (whole.stands and whole.expected = 0) then 0 end
    ) as numerator,
    case
        when sums.unit_id is not null then sums.denominator
        when $counts then null
        when whole.reported > 0 or (whole.stands and whole.expected = 0) then 0
    end as denominator,
    coalesce(sums.unknown, 0) as unknown,
    case when whole.by_aggregate then whole.expected else whole.reported end as reported,
    whole.expected,
    case when whole.by_aggregate then 0 else whole.missing_size end as missing_size
from whole
left join sums using (year, unit_id)
order by whole.unit_id, whole.year, sums."group" nulls first
