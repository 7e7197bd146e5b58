-- What a form of this kind begins with: the latest roster of each part of a unit, what
-- lasts of it alone; ratings and what a year decides anew stay empty. staged: the units
-- under the unit with their part (templates/places).
-- Grain: one organisation of the roster.
select
    organisations.unit_id,
    tables_in_force.as_of,
    organisations.kind,
    organisations.level,
    organisations.founded_on,
    organisations.founded_on_precision,
    organisations.non_state,
    organisations.armed_forces
from organisations
inner join staged on organisations.unit_id = staged.unit_id
inner join tables_in_force on organisations.table_id = tables_in_force.table_id
anti join hidden_rows
    on organisations.table_id = hidden_rows.table_id
    and organisations.unit_id = hidden_rows.unit_id
where not tables_in_force.ratings_only
qualify
    tables_in_force.year
    = max(tables_in_force.year) over (partition by staged.part_id)
order by organisations.table_id, organisations.row_number
