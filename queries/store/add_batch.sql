-- Writes the import of one file.
insert into batches values (
    $batch_id, $file, $sha256, $imported_at, $standing, null
)
