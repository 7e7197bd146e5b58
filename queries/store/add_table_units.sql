-- Writes which units a table has rows for, and how many.
insert into table_units
select
    $table_id as table_id,
    unnest($unit_ids::integer []) as unit_id,
    unnest($row_counts::integer []) as row_count
