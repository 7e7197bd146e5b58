-- title: grassroots organisations and the years in which they admitted nobody
-- The organisations and communes of a unit ($unit_id) in a tree ($tree_year), each with
-- how many years in a row, up to $year, its rosters tell of nobody admitted. A year
-- that is not reported breaks the run, as does a year in which the unit became another
-- population ($broken_units, $broken_years); a year that is not over breaks it only
-- where somebody was admitted, and never counts. Those without any member are left out.
-- members: of the last roster of members; null where there is none. unknown: members
-- whose admission date nobody knows, in the last year of the run. is_told: the year
-- itself is reported. Filters of units leave out whole organisations, and persons of
-- the armed forces within them. Grain: one row per organisation.
with asked as materialized (
    select
        year,
        unit_id
    from
        units_asked(
            $only_kinds::varchar [], $sector::varchar, $only_armed_forces::boolean
        )
    where $restricted
),

organisations as (
    select
        tree.unit_id,
        tree.code,
        tree.name,
        tree.level,
        above.name as above_name
    from tree
    inner join unit_path
        on tree.year = unit_path.year
        and tree.unit_id = unit_path.unit_id
    left join tree as above
        on tree.year = above.year
        and tree.parent_id = above.unit_id
    where
        tree.year = $tree_year
        and unit_path.ancestor_id = $unit_id
        and tree.level in ('commune', 'organisation')
        and not tree.ended
        and (
            not $restricted
            or (tree.year, tree.unit_id) in (
                select (asked.year, asked.unit_id)
                from asked
            )
        )
        and not (
            $without_armed_forces
            and (tree.year, tree.unit_id) in (
                select (armed_units.year, armed_units.unit_id)
                from armed_units
            )
        )
),

broken as (
    select
        unnest($broken_units::integer []) as unit_id,
        unnest($broken_years::integer []) as year
),

persons as materialized (
    select
        unit_path.ancestor_id as unit_id,
        admitted.year,
        count(*) filter (
            where admitted.admitted and ($readmissions or not admitted.readmitted)
        ) as admitted,
        count(*) filter (where not admitted.admitted) as unknown
    from admitted_persons(null::varchar) as admitted
    inner join unit_path
        on admitted.year = unit_path.year
        and admitted.unit_id = unit_path.unit_id
    semi join organisations on unit_path.ancestor_id = organisations.unit_id
    where
        admitted.year <= $year
        and not (
            $without_armed_forces
            and (admitted.year, admitted.unit_id) in (
                select (armed_units.year, armed_units.unit_id)
                from armed_units
            )
        )
    group by all
),

spoken as (
    select
        admission_speakers.unit_id,
        admission_speakers.year,
        admission_speakers.as_of
    from admission_speakers
    semi join organisations using (unit_id)
    where admission_speakers.whole and admission_speakers.year <= $year
),

told as (
    select
        spoken.unit_id,
        spoken.year,
        spoken.as_of = make_date(spoken.year, 12, 31) as is_over,
        coalesce(persons.admitted, 0) as admitted,
        coalesce(persons.unknown, 0) as unknown
    from spoken
    left join persons using (unit_id, year)
    union all
    select
        aggregates_in_force.unit_id,
        aggregates_in_force.year,
        true as is_over,
        aggregates_in_force.numerator::bigint as admitted,
        0 as unknown
    from aggregates_in_force
    semi join organisations using (unit_id)
    anti join spoken using (unit_id, year)
    where
        aggregates_in_force.indicator = 'admission_rate'
        and aggregates_in_force.numerator is not null
        and aggregates_in_force.year <= $year
),

first_told as (
    select min(year) as year
    from told
),

calendar as (
    select
        organisations.unit_id,
        unnest(range(first_told.year, $year + 1)) as year
    from organisations
    cross join first_told
),

states as (
    select
        calendar.unit_id,
        calendar.year,
        told.admitted,
        told.unknown,
        told.unit_id is not null as is_told,
        coalesce(told.is_over, false) as is_over,
        told.unit_id is null or told.admitted > 0 as ends_a_run
    from calendar
    left join told using (unit_id, year)
),

stops as (
    select
        unit_id,
        year
    from states
    where ends_a_run
    union all
    select
        unit_id,
        year - 1 as year
    from broken
    where year <= $year
),

ends as (
    select
        unit_id,
        max(year) as year
    from stops
    group by all
),

runs as (
    select
        states.unit_id,
        count(*) filter (where states.is_over) as years_without,
        min(states.year) filter (where states.is_over) as first_year,
        max(states.year) filter (where states.is_over) as last_year,
        arg_max(states.unknown, states.year) as unknown
    from states
    left join ends using (unit_id)
    where states.year > coalesce(ends.year, 0)
    group by all
),

member_years as (
    select
        unit_path.unit_id,
        max(speakers.year) as year
    from speakers
    inner join unit_path
        on speakers.year = unit_path.year
        and speakers.unit_id = unit_path.ancestor_id
        and speakers.whole
    semi join organisations on unit_path.unit_id = organisations.unit_id
    where
        speakers.kind = 'members'
        and not speakers.ratings_only
        and speakers.year <= $year
    group by all
),

member_counts as (
    select
        member_years.unit_id,
        count(members_in_force.unit_id) as members
    from member_years
    inner join unit_path
        on member_years.year = unit_path.year
        and member_years.unit_id = unit_path.ancestor_id
    left join members_in_force
        on unit_path.year = members_in_force.year
        and unit_path.unit_id = members_in_force.unit_id
        and not members_in_force.ratings_only
    group by all
)

select
    organisations.unit_id,
    organisations.code,
    organisations.name,
    organisations.level,
    organisations.above_name,
    member_counts.members,
    coalesce(runs.years_without, 0) as years_without,
    runs.first_year,
    runs.last_year,
    coalesce(runs.unknown, 0) as unknown,
    coalesce(states.is_told, false) as is_told
from organisations
left join runs using (unit_id)
left join member_counts using (unit_id)
left join states
    on organisations.unit_id = states.unit_id
    and states.year = $year
where coalesce(member_counts.members, 1) > 0
order by years_without desc, organisations.name, organisations.code
