-- Persons whom a year's rosters of members and of admissions tell as admitted in the
-- year, each once: the same card number; the same name, birth date and admission date;
-- or, without a birth date, the same name, unit and admission date. Members without a
-- readable admission date are in it too (admitted is false). unit_id: where the
-- person's unit stands at the end of the year. Grain: one row per person and year.
create or replace macro admitted_persons(by_field) as table
with told as (
    select
        1 as source,
        year,
        as_of,
        table_id,
        row_number,
        unit_id,
        card_number,
        name_key,
        birth_date,
        admitted_on,
        readmitted,
        business_owner,
        "group"
    from grouped_members(by_field)
    where
        not ratings_only
        and (admitted_on is null or year(admitted_on) = year)
        and reports(table_id, 'admitted_on')
    union all
    select
        2 as source,
        year,
        as_of,
        table_id,
        row_number,
        unit_id,
        card_number,
        name_key,
        birth_date,
        admitted_on,
        readmitted,
        business_owner,
        "group"
    from grouped_admissions(by_field)
    where
        not ratings_only
        and year(admitted_on) = year
        and reports(table_id, 'admitted_on')
),

carded as (
    select
        told.*,
        bool_or(readmitted) over same_card as readmitted_by_card,
        bool_or(business_owner) over same_card as owner_by_card,
        row_number() over (same_card order by admitted_on is null, source, as_of desc)
            as turn
    from told
    window same_card as (
        partition by
            year,
            coalesce(card_number, source || ' ' || table_id || ' ' || row_number)
    )
),

named as (
    select
        carded.*,
        bool_or(readmitted_by_card) over same_name as readmitted_by_name,
        bool_or(owner_by_card) over same_name as owner_by_name,
        row_number() over (same_name order by source, as_of desc) as turn_by_name
    from carded
    where turn = 1
    window same_name as (
        partition by
            year,
            name_key,
            admitted_on,
            coalesce(birth_date::varchar, 'unit ' || unit_id)
    )
)

select
    named.year,
    named.as_of,
    coalesce(homes.home_id, named.unit_id) as unit_id,
    named.admitted_on is not null as admitted,
    coalesce(named.readmitted_by_name, false) as readmitted,
    named.owner_by_name as business_owner,
    reports(named.table_id, 'business_owner') as tells_business_owner,
    named."group"
from named
left join unit_homes('year_end') as homes
    on named.year = homes.year
    and named.unit_id = homes.unit_id
where named.turn_by_name = 1
