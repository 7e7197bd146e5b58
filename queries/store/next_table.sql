-- The number of the next table.
select coalesce(max(table_id), 0) + 1 from roster_tables
