-- The changes made, newest first: batches with an original and no table.
-- content: the change as it was asked for; null where originals were purged.
-- Grain: one row per batch.
select
    batches.batch_id,
    batches.file,
    batches.imported_at,
    batches.undone_at,
    archive.content
from batches
inner join archive using (sha256)
anti join roster_tables on batches.batch_id = roster_tables.batch_id
order by batches.batch_id desc
