-- The number of the next batch, the standing that puts it before all others, and the
-- number of the next table.
select
    coalesce(max(batch_id), 0) + 1 as batch_id,
    coalesce(max(standing), 0) + 1 as standing,
    (
        select coalesce(max(roster_tables.table_id), 0) + 1
        from roster_tables
    ) as table_id
from batches
