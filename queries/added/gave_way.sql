-- The files of older batches whose rows were hidden just now, by batch.
-- Grain: one row per batch.
select distinct
    batches.batch_id,
    batches.file
from (
    select
        unnest($tables::integer []) as table_id,
        unnest($units::integer []) as unit_id
) as hidden
inner join table_units using (table_id, unit_id)
inner join roster_tables using (table_id)
inner join batches using (batch_id)
where batches.batch_id <> $batch_id and table_units.row_count > 0
order by batches.batch_id
