-- The tables of imports that were not undone, with the year that they speak for.
-- Grain: one row per table.
create or replace view tables_in_force as
select
    roster_tables.table_id,
    roster_tables.kind,
    roster_tables.as_of,
    roster_tables.ratings_only,
    year(roster_tables.as_of) as year
from roster_tables
inner join batches_in_force using (batch_id)
