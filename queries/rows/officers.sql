-- The rows of rosters of officers behind a figure (staged: table, row, outcome),
-- as they stand in the file: nothing is filled in from the tree. The first $most of
-- them in the order of the files; null: all. Grain: one row per row of a roster.
select
    staged.outcome,
    officers.table_id,
    officers.row_number,
    officers.unit_id,
    officers.name,
    officers.birth_date,
    officers.birth_date_precision,
    officers.gender,
    officers.position,
    officers.body,
    officers.general_education,
    officers.profession,
    officers.political_theory,
    officers.concurrent_posts,
    officers.trained,
    officers.trained_new_knowledge,
    officers.rating
from staged
inner join officers using (table_id, row_number)
order by officers.table_id, officers.row_number
limit coalesce($most::bigint, 9223372036854775807)
