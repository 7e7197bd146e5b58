-- The batch in force that holds exactly this content, if any.
select batch_id from batches
where sha256 = $sha256 and undone_at is null
order by batch_id desc
