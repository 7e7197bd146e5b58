-- Writes the units that a table speaks for.
insert into scopes
select
    $table_id as table_id,
    unnest($unit_ids::integer []) as unit_id,
    unnest($whole::boolean []) as whole
