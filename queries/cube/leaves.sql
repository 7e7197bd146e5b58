-- The rows that indicators are summed from: those of the rosters (staged), less what
-- the filters leave out, and the aggregates that nothing beats. wanted: what each
-- indicator needs, told_as: how aggregates call it. A roster beats an aggregate of the
-- same unit and year; what reports from below beats one too, so that nothing is counted
-- twice. Rows whose base is not known leave the share to an aggregate.
-- Grain: one row per indicator, unit, year and group.
with kept_units as (
    select
        year,
        unit_id
    from
        units_asked(
            $only_kinds::varchar [], $sector::varchar, $only_armed_forces::boolean
        )
    where $restricted
),

left_out as (
    select
        year,
        unit_id
    from armed_units
    where $without_armed_forces
),

told as (
    select
        wanted.indicator,
        aggregates_in_force.unit_id,
        aggregates_in_force.year,
        null::varchar as "group",
        make_date(aggregates_in_force.year, 12, 31) as as_of,
        aggregates_in_force.numerator::bigint as numerator,
        aggregates_in_force.denominator::bigint as denominator,
        0::bigint as unknown,
        true as aggregate
    from aggregates_in_force
    inner join wanted on aggregates_in_force.indicator = wanted.told_as
    where not wanted.grouped
),

-- What an aggregate tells of a unit that holds armed forces cannot be taken apart, nor
-- what it tells of a unit by sector, since its cells may be of the other.
left_out_within as (
    select distinct
        unit_path.year,
        unit_path.ancestor_id as unit_id
    from left_out
    inner join unit_path using (year, unit_id)
),

-- Left out and kept: by the unit itself.
rows_of_rosters as (
    select
        staged.*,
        false as aggregate
    from staged
    anti join left_out using (year, unit_id)
    where
        not $restricted
        or (staged.year, staged.unit_id) in (
            select (kept_units.year, kept_units.unit_id)
            from kept_units
        )
),

aggregates_told as (
    select told.*
    from told
    anti join left_out_within using (year, unit_id)
    where
        $sector::varchar is null
        and (
            not $restricted
            or (told.year, told.unit_id) in (
                select (kept_units.year, kept_units.unit_id)
                from kept_units
            )
        )
),

rows_below as (
    select
        aggregates_told.indicator,
        aggregates_told.year,
        aggregates_told.unit_id,
        bool_or(rows_of_rosters.denominator is not null or wanted.counts) as beats
    from aggregates_told
    inner join wanted using (indicator)
    inner join unit_path
        on aggregates_told.year = unit_path.year
        and aggregates_told.unit_id = unit_path.ancestor_id
    inner join rows_of_rosters
        on aggregates_told.indicator = rows_of_rosters.indicator
        and unit_path.year = rows_of_rosters.year
        and unit_path.unit_id = rows_of_rosters.unit_id
    group by all
),

covered as (
    select distinct
        aggregates_told.indicator,
        aggregates_told.year,
        aggregates_told.unit_id
    from aggregates_told
    inner join unit_path using (year, unit_id)
    inner join served
        on aggregates_told.indicator = served.indicator
        and unit_path.year = served.year
        and unit_path.ancestor_id = served.unit_id
        and (served.whole or unit_path.distance = 0)
),

standing as (
    select aggregates_told.*
    from aggregates_told
    left join rows_below using (indicator, year, unit_id)
    left join covered using (indicator, year, unit_id)
    where
        not coalesce(rows_below.beats, false)
        and (rows_below.unit_id is not null or covered.unit_id is null)
),

standing_below as (
    select distinct
        standing.indicator,
        standing.year,
        unit_path.ancestor_id as unit_id
    from standing
    inner join unit_path
        on standing.year = unit_path.year
        and standing.unit_id = unit_path.unit_id
        and standing.unit_id <> unit_path.ancestor_id
)

select
    indicator,
    unit_id,
    year,
    "group",
    as_of,
    numerator,
    denominator,
    unknown,
    aggregate,
    null::integer as origin_id,
    null::varchar as spread,
    1::bigint as weight,
    1::bigint as total
from rows_of_rosters
union all
select
    indicator,
    unit_id,
    year,
    "group",
    as_of,
    numerator,
    denominator,
    unknown,
    aggregate,
    null::integer as origin_id,
    null::varchar as spread,
    1::bigint as weight,
    1::bigint as total
from standing
anti join standing_below using (indicator, year, unit_id)
