-- Puts a batch back in force, before all that replaced it.
update batches
set
    undone_at = null,
    standing = (select max(latest.standing) + 1 from batches as latest)
where batch_id = $batch_id
returning batch_id
