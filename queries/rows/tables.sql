-- The tables that rows stand in ($tables): file, sheet, date, what its headings were
-- taken for; fields: those that it has a column for, or that follow from it.
-- Grain: one row per table.
with held as (
    select
        table_id,
        list(field order by field) as fields
    from table_fields
    group by all
)

select
    roster_tables.table_id,
    roster_tables.kind,
    roster_tables.sheet,
    roster_tables.as_of,
    roster_tables.columns,
    coalesce(held.fields, []) as fields,
    batches.batch_id,
    batches.file,
    batches.imported_at
from roster_tables
inner join batches using (batch_id)
left join held using (table_id)
where list_contains($tables::integer [], roster_tables.table_id)
