-- What a form of this kind begins with: the latest roster of each part of a unit, what
-- lasts of it alone; ratings and what a year decides anew stay empty. staged: the units
-- under the unit with their part (templates/places).
-- Grain: one person of the roster.
select
    members.unit_id,
    tables_in_force.as_of,
    members.card_number,
    members.name,
    members.birth_date,
    members.birth_date_precision,
    members.gender,
    members.ethnicity,
    members.religion,
    members.admitted_on,
    members.admitted_on_precision,
    members.readmitted,
    members.full_member_on,
    members.full_member_on_precision,
    members.occupation,
    members.business_owner,
    members.official
from members
inner join staged on members.unit_id = staged.unit_id
inner join tables_in_force on members.table_id = tables_in_force.table_id
anti join hidden_rows
    on members.table_id = hidden_rows.table_id
    and members.unit_id = hidden_rows.unit_id
where not tables_in_force.ratings_only
qualify
    tables_in_force.year
    = max(tables_in_force.year) over (partition by staged.part_id)
order by members.table_id, members.row_number
