-- What a form of this kind begins with: the latest roster of each part of a unit, what
-- lasts of it alone; ratings and what a year decides anew stay empty. staged: the units
-- under the unit with their part (templates/places).
-- Grain: one hamlet of the roster.
select
    hamlets.unit_id,
    tables_in_force.as_of,
    hamlets.kind,
    hamlets.mountainous,
    hamlets.ethnic_minority,
    hamlets.religious
from hamlets
inner join staged on hamlets.unit_id = staged.unit_id
inner join tables_in_force on hamlets.table_id = tables_in_force.table_id
anti join hidden_rows
    on hamlets.table_id = hidden_rows.table_id
    and hamlets.unit_id = hidden_rows.unit_id
where not tables_in_force.ratings_only
qualify
    tables_in_force.year
    = max(tables_in_force.year) over (partition by staged.part_id)
order by hamlets.table_id, hamlets.row_number
