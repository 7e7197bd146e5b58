-- Whose rows of which table are not in force, to be held against later.
-- Grain: one row per table and unit.
select
    hidden_rows.table_id,
    hidden_rows.unit_id
from hidden_rows
