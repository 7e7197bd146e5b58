-- What a form of this kind begins with: the latest roster of each part of a unit, what
-- lasts of it alone; ratings and what a year decides anew stay empty. staged: the units
-- under the unit with their part (templates/places).
-- Grain: one post of the roster.
select
    officers.unit_id,
    tables_in_force.as_of,
    officers.name,
    officers.birth_date,
    officers.birth_date_precision,
    officers.gender,
    officers.position,
    officers.body,
    officers.general_education,
    officers.profession,
    officers.political_theory,
    officers.concurrent_posts
from officers
inner join staged on officers.unit_id = staged.unit_id
inner join tables_in_force on officers.table_id = tables_in_force.table_id
anti join hidden_rows
    on officers.table_id = hidden_rows.table_id
    and officers.unit_id = hidden_rows.unit_id
where not tables_in_force.ratings_only
qualify
    tables_in_force.year
    = max(tables_in_force.year) over (partition by staged.part_id)
order by officers.table_id, officers.row_number
