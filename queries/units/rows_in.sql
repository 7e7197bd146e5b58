-- How many rows of rosters in force stand in some units, all dates together. One row.
select coalesce(sum(table_units.row_count), 0)::bigint as row_count
from table_units
inner join roster_tables using (table_id)
inner join batches_in_force using (batch_id)
anti join hidden_rows
    on
    table_units.table_id = hidden_rows.table_id
    and table_units.unit_id = hidden_rows.unit_id
where table_units.unit_id in (select unnest($unit_ids::integer []))
