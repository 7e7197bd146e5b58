-- The rows of full rosters of members and of admissions that are in force, and which
-- of them are one person (person: the first of that person's rows): the same card
-- number, with the same name or birth date; or the same name, birth date and admission
-- date where no two card numbers contradict each other. A birth date known by month or
-- year alone counts within one commune or organisation, a missing one within one unit.
-- card: without what a spreadsheet drops or adds (leading zeros, spaces); one of zeros
-- alone is none. Grain: one row per row of a roster.
create or replace temp table persons as
with told as (
    select
        'members' as source,
        year,
        as_of,
        table_id,
        row_number,
        unit_id,
        card_number,
        name,
        name_key,
        birth_date,
        coalesce(birth_date_precision, 'day') as birth_precision,
        gender,
        admitted_on,
        coalesce(admitted_on_precision, 'day') as admitted_precision
    from members_in_force
    where not ratings_only
    union all
    select
        'admissions' as source,
        year,
        as_of,
        table_id,
        row_number,
        unit_id,
        card_number,
        name,
        name_key,
        birth_date,
        coalesce(birth_date_precision, 'day') as birth_precision,
        gender,
        admitted_on,
        coalesce(admitted_on_precision, 'day') as admitted_precision
    from admissions_in_force
    where not ratings_only
),

keyed as (
    select
        told.*,
        homes.home_id,
        told.table_id::bigint * 10000000 + told.row_number as row_id,
        nullif(
            ltrim(regexp_replace(told.card_number, '[^0-9A-Za-z]', '', 'g'), '0'), ''
        ) as card,
        case
            when told.birth_date is null then 'unit ' || told.unit_id
            when told.birth_precision = 'day' then told.birth_date::varchar
            else
                told.birth_date || ' ' || told.birth_precision
                || ' home ' || coalesce(homes.home_id, told.unit_id)
        end as birth_key
    from told
    left join homes
        on told.year = homes.year
        and told.year = homes.from_year
        and told.unit_id = homes.unit_id
),

carded as (
    select
        keyed.*,
        case
            when card is null then row_id
            else
                least(
                    min(row_id) over (partition by source, year, card, name_key),
                    case
                        when birth_date is null then row_id
                        else min(row_id) over (
                            partition by source, year, card, birth_date
                        )
                    end
                )
        end as first_by_card
    from keyed
),

named as (
    select
        carded.*,
        case
            when
                admitted_on is null
                or min(card) over same_name <> max(card) over same_name
                then first_by_card
            else min(first_by_card) over same_name
        end as first_by_name
    from carded
    window same_name as (
        partition by
            source, year, name_key, birth_key, admitted_on, admitted_precision
    )
)

select
    source,
    year,
    as_of,
    table_id,
    row_number,
    row_id,
    unit_id,
    home_id,
    card_number,
    card,
    name,
    name_key,
    birth_date,
    birth_precision,
    gender,
    admitted_on,
    admitted_precision,
    min(first_by_name) over (partition by source, year, first_by_card) as person
from named
