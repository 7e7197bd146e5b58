-- What a form of this kind begins with: the latest roster of each part of a unit, what
-- lasts of it alone; ratings and what a year decides anew stay empty. staged: the units
-- under the unit with their part (templates/places).
-- Grain: one leader of the roster.
select
    leaders.unit_id,
    tables_in_force.as_of,
    leaders.name,
    leaders.birth_date,
    leaders.birth_date_precision,
    leaders.gender,
    leaders.level,
    leaders.position,
    leaders.managed,
    leaders.division_level,
    leaders.profession,
    leaders.political_theory
from leaders
inner join staged on leaders.unit_id = staged.unit_id
inner join tables_in_force on leaders.table_id = tables_in_force.table_id
anti join hidden_rows
    on leaders.table_id = hidden_rows.table_id
    and leaders.unit_id = hidden_rows.unit_id
where not tables_in_force.ratings_only
qualify
    tables_in_force.year
    = max(tables_in_force.year) over (partition by staged.part_id)
order by leaders.table_id, leaders.row_number
