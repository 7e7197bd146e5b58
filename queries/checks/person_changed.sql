-- title: What is told of a person has changed
-- compares: card number, name, gender, birth and admission date with the year before
-- severity: look
-- rosters: members, members_before
-- units: all
-- Persons found again by card number, or by name and birth date; an admission date that
-- changes moves the person into the admissions of another year. What becomes more exact
-- ("1970", then 02/01/1970) has not changed. Grain: one row per finding and row
with again as (
    select
        earlier.year,
        later.row_id as finding,
        later.unit_id,
        later.table_id,
        later.row_number,
        later.home_id,
        earlier.table_id as earlier_table_id,
        earlier.row_number as earlier_row_number,
        list_filter(
            [
                case when earlier.card <> later.card then 'card_number' end,
                case when earlier.name_key <> later.name_key then 'name' end,
                case when earlier.gender <> later.gender then 'gender' end,
                case
                    when
                        dates_differ(
                            earlier.birth_date,
                            earlier.birth_precision,
                            later.birth_date,
                            later.birth_precision
                        )
                        then 'birth_date'
                end,
                case
                    when
                        dates_differ(
                            earlier.admitted_on,
                            earlier.admitted_precision,
                            later.admitted_on,
                            later.admitted_precision
                        )
                        then 'admitted_on'
                end,
            ],
            lambda changed: changed is not null
        ) as fields
    from pairs
    inner join sides as earlier using (side_id)
    inner join sides as later on pairs.other_id = later.side_id
    where earlier.link = 'years' and earlier.side = 'left'
)

select
    year,
    finding,
    unit_id,
    table_id,
    row_number,
    'this_year' as role,
    fields
from again
where len(fields) > 0
union all
select
    year,
    finding,
    coalesce(home_id, unit_id) as unit_id,
    earlier_table_id as table_id,
    earlier_row_number as row_number,
    'last_year' as role,
    fields
from again
where len(fields) > 0
