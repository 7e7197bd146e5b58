-- The history of imports, newest first. Grain: one row per batch.
-- in_force: rows that count today; a batch whose rows were all replaced has none.
with held as (
    select
        roster_tables.batch_id,
        sum(table_units.row_count) as row_count,
        sum(table_units.row_count) filter (
            where hidden_rows.table_id is null
        ) as in_force
    from roster_tables
    inner join table_units using (table_id)
    left join hidden_rows using (table_id, unit_id)
    group by all
)

select
    batches.batch_id,
    batches.file,
    batches.sha256,
    batches.imported_at,
    batches.undone_at,
    coalesce(held.row_count, 0)::integer as row_count,
    coalesce(held.in_force, 0)::integer as in_force
from batches
left join held using (batch_id)
order by batches.batch_id desc
