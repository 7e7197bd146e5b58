-- The rows of rosters of leaders behind a figure (staged: table, row, outcome),
-- as they stand in the file: nothing is filled in from the tree. The first $most of
-- them in the order of the files; null: all. Grain: one row per row of a roster.
select
    staged.outcome,
    leaders.table_id,
    leaders.row_number,
    leaders.unit_id,
    leaders.name,
    leaders.birth_date,
    leaders.birth_date_precision,
    leaders.gender,
    leaders.level,
    leaders.position,
    leaders.managed,
    leaders.division_level,
    leaders.profession,
    leaders.political_theory,
    leaders.rating,
    leaders.trained
from staged
inner join leaders using (table_id, row_number)
order by leaders.table_id, leaders.row_number
limit coalesce($most::bigint, 9223372036854775807)
