-- Two lists of persons that are held against each other, each person once in each.
-- link years: left the members of the year before, right those of the year. link
-- admissions: left those whom the year's rosters of admissions list, right the members.
-- home_id: always in the year's own tree. Grain: one row per link, year, side, person.
create or replace temp table sides as
with firsts as (
    select *
    from persons
    where row_id = person
),

admitted as (
    select *
    from firsts
    where source = 'admissions'
),

-- Of the members only those who may be one of the persons admitted: of all others
-- nothing would be asked.
listed as (
    select
        'years' as link,
        year,
        'right' as side,
        row_id,
        home_id
    from firsts
    where source = 'members'
    union all
    select
        'admissions' as link,
        year,
        'right' as side,
        row_id,
        home_id
    from firsts
    where
        source = 'members'
        and (
            year(admitted_on) = year
            or (year, name_key) in (
                select
                    admitted.year,
                    admitted.name_key
                from admitted
            )
            or (year, birth_date) in (
                select
                    admitted.year,
                    admitted.birth_date
                from admitted
            )
            or (year, card) in (
                select
                    admitted.year,
                    admitted.card
                from admitted
            )
        )
    union all
    select
        'admissions' as link,
        year,
        'left' as side,
        row_id,
        home_id
    from firsts
    where source = 'admissions'
    union all
    select
        'years' as link,
        firsts.year + 1 as year,
        'left' as side,
        firsts.row_id,
        homes.home_id
    from firsts
    left join homes
        on firsts.year + 1 = homes.year
        and firsts.year = homes.from_year
        and firsts.unit_id = homes.unit_id
    where firsts.source = 'members'
)

select
    row_number() over () as side_id,
    listed.link,
    listed.year,
    listed.side,
    listed.row_id,
    listed.home_id,
    persons.table_id,
    persons.row_number,
    persons.unit_id,
    persons.as_of,
    persons.card,
    persons.name_key,
    persons.birth_date,
    persons.birth_precision,
    persons.gender,
    persons.admitted_on,
    persons.admitted_precision
from listed
inner join persons using (row_id)
