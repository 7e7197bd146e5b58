-- title: Card numbers that contradict each other
-- compares: card numbers, names and dates of the members of a year
-- severity: wrong
-- rosters: members.card_number
-- units: all
-- shared: one number for persons of different names and birth dates. several: one name,
-- whole birth date and admission date with different numbers; probably one person
-- counted twice, one number mistyped. Grain: one row per finding and row of a roster
with firsts as (
    select *
    from persons
    where source = 'members' and row_id = person and card is not null
),

shared as (
    select
        year,
        card
    from firsts
    group by all
    having count(*) > 1
),

several as (
    select
        year,
        name_key,
        birth_date,
        admitted_on
    from firsts
    where
        birth_precision = 'day'
        and admitted_precision = 'day'
        and birth_date is not null
        and admitted_on is not null
    group by all
    having count(distinct card) > 1
)

select
    year,
    'shared ' || firsts.card as finding,
    firsts.unit_id,
    firsts.table_id,
    firsts.row_number,
    null::varchar as role,
    'shared' as reason
from firsts
inner join shared using (year, card)
union all
select
    year,
    'several ' || firsts.name_key || ' ' || firsts.birth_date as finding,
    firsts.unit_id,
    firsts.table_id,
    firsts.row_number,
    null::varchar as role,
    'several' as reason
from firsts
inner join several using (year, name_key, birth_date, admitted_on)
where firsts.birth_precision = 'day' and firsts.admitted_precision = 'day'
