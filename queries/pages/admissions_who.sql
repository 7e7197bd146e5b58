-- title: who was admitted, by what the rosters say of a person
-- Persons admitted under a unit ($unit_id) in a year and the one before, each once, as
-- the admission rate counts them: by gender, age band (on the roster's date), ethnicity
-- and religion (classes), occupation as written, whether a business owner. group null:
-- the row does not say. field all: everybody. As it is now ($present: the year of the
-- present tree, else null) persons are where their unit stands today (carried); one
-- whose unit was split counts only where all of its parts are under the unit.
-- Grain: one row per year, field and group.
with admitted as materialized (
    select
        persons.year,
        persons.unit_id,
        persons.business_owner,
        persons."group" as person_key
    from admitted_persons('row') as persons
    where
        persons.admitted
        and ($readmissions or not persons.readmitted)
        and persons.year between $year - 1 and $year
        and (
            not $restricted
            or (persons.year, persons.unit_id) in (
                select (asked.year, asked.unit_id)
                from
                    units_asked(
                        $only_kinds::varchar [],
                        $sector::varchar,
                        $only_armed_forces::boolean
                    ) as asked
            )
        )
        and not (
            $without_armed_forces
            and (persons.year, persons.unit_id) in (
                select (armed_units.year, armed_units.unit_id)
                from armed_units
            )
        )
),

homes as (
    select distinct
        admitted.year,
        admitted.unit_id,
        case
            when carried.unit_id is null then admitted.unit_id
            else carried.now_id
        end as now_id,
        coalesce(carried.weight, 1) as weight,
        coalesce(carried.total, 1) as total
    from admitted
    left join carried using (year, unit_id)
),

places as (
    select
        homes.year,
        homes.unit_id
    from homes
    inner join unit_path
        on unit_path.year = coalesce($present::integer, homes.year)
        and homes.now_id = unit_path.unit_id
        and unit_path.ancestor_id = $unit_id
    group by all
    having sum(homes.weight) = any_value(homes.total)
),

roster_rows as (
    select
        row_key(table_id, row_number) as person_key,
        year,
        gender,
        ethnicity,
        religion,
        occupation,
        age_band(birth_date, as_of) as age
    from members_in_force
    union all
    select
        row_key(table_id, row_number) as person_key,
        year,
        gender,
        ethnicity,
        religion,
        occupation,
        age_band(birth_date, as_of) as age
    from admissions_in_force
),

told as (
    select
        admitted.year,
        unnest(
            [
                'all',
                'gender',
                'age',
                'ethnicity',
                'religion',
                'occupation',
                'business_owner'
            ]
        ) as field,
        unnest(
            [
                'all',
                roster_rows.gender,
                roster_rows.age,
                ethnicity_class(roster_rows.ethnicity),
                religion_class(roster_rows.religion),
                nullif(trim(roster_rows.occupation), ''),
                admitted.business_owner::varchar
            ]
        ) as "group"
    from admitted
    semi join places using (year, unit_id)
    inner join roster_rows using (year, person_key)
)

select
    year,
    field,
    "group",
    count(*) as admitted
from told
group by all
order by year, field, admitted desc, "group"
