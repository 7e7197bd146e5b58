-- Takes a batch out of force; its rows stay, so that it can be brought back.
update batches set undone_at = $undone_at
where batch_id = $batch_id and undone_at is null
returning batch_id
