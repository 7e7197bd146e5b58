-- title: An admission that only the next year's roster tells
-- compares: admission dates of the members with what the year before told
-- severity: doubt
-- rosters: members.admitted_on, members_before
-- units: all
-- A date in the year before, by that year's own date, of a person whom neither that
-- year's members nor its lists told as admitted: it is not counted back.
-- Grain: one row per finding and row of a roster
with later as (
    select
        sides.*,
        pairs.other_id
    from sides
    left join pairs using (side_id)
    inner join covered
        on sides.year = covered.year
        and sides.home_id = covered.home_id
        and covered.need = 'members_before'
    where
        sides.link = 'years'
        and sides.side = 'right'
        and year(sides.admitted_on) = sides.year - 1
),

told as (
    select
        year,
        name_key,
        card,
        birth_date,
        birth_precision
    from persons
    where year(admitted_on) = year
),

untold as (
    select
        later.*,
        earlier.table_id as earlier_table_id,
        earlier.row_number as earlier_row_number
    from later
    left join sides as earlier on later.other_id = earlier.side_id
    where
        coalesce(year(earlier.admitted_on) <> later.year - 1, true)
        and not exists (
            select 1
            from told
            where
                later.year - 1 = told.year
                and (
                    later.card = told.card
                    or (
                        later.name_key = told.name_key
                        and not dates_differ(
                            later.birth_date,
                            later.birth_precision,
                            told.birth_date,
                            told.birth_precision
                        )
                    )
                )
        )
)

select
    year,
    row_id as finding,
    unit_id,
    table_id,
    row_number,
    'this_year' as role,
    case when earlier_table_id is null then 'not_listed' else 'other_date' end as reason
from untold
union all
select
    year,
    row_id as finding,
    home_id as unit_id,
    earlier_table_id as table_id,
    earlier_row_number as row_number,
    'last_year' as role,
    'other_date' as reason
from untold
where earlier_table_id is not null
