-- Writes the fields that a table reports.
insert into table_fields
select
    $table_id as table_id,
    unnest($fields::varchar []) as field
