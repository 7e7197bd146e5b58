-- title: The same person twice in a year
-- compares: rows of members' rosters with each other, across files, sheets and cells
-- severity: wrong
-- rosters: members
-- units: all
-- One person by card number (with the name or birth date), or by name, birth date and
-- admission date where the card numbers do not contradict. Counted twice as it stands.
-- Grain: one row per finding and row of a roster
with repeated as (
    select
        year,
        person,
        count(*) as times,
        count(distinct table_id) as tables,
        count(distinct unit_id) as units,
        min(card) = max(card) as same_card
    from persons
    where source = 'members'
    group by year, person
    having count(*) > 1
)

select
    persons.year,
    persons.person as finding,
    persons.unit_id,
    persons.table_id,
    persons.row_number,
    null::varchar as role,
    case
        when repeated.same_card then 'card_number'
        else 'name_and_dates'
    end as by,
    case
        when repeated.units > 1 then 'units'
        when repeated.tables > 1 then 'files'
        else 'rows'
    end as across,
    repeated.times
from persons
inner join repeated using (year, person)
where persons.source = 'members'
