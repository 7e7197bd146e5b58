-- The rows of rosters of hamlets behind a figure (staged: table, row, outcome),
-- as they stand in the file: nothing is filled in from the tree. The first $most of
-- them in the order of the files; null: all. Grain: one row per row of a roster.
select
    staged.outcome,
    hamlets.table_id,
    hamlets.row_number,
    hamlets.unit_id,
    hamlets.kind,
    hamlets.households,
    hamlets.members,
    hamlets.has_cell,
    hamlets.cell_name,
    hamlets.cell_has_committee,
    hamlets.head_is_member,
    hamlets.front_head_is_member,
    hamlets.mountainous,
    hamlets.ethnic_minority,
    hamlets.religious
from staged
inner join hamlets using (table_id, row_number)
order by hamlets.table_id, hamlets.row_number
limit coalesce($most::bigint, 9223372036854775807)
