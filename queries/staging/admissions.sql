-- Accepted rows of a roster of admissions → typed rows.
-- Grain: one row per row of the table.
-- A field that the table does not have stays null (table_fields tells which it has).
insert into admissions by name
select
    $table_id::integer as table_id,
    staged.*
from staged
