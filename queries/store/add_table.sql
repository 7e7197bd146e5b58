-- Writes one table of a file and date.
insert into roster_tables values (
    $table_id,
    $batch_id,
    $part,
    $sheet,
    $kind,
    $as_of,
    $speaks_for,
    $ratings_only,
    $header_rows,
    $rows_read,
    $rows_loaded,
    $rows_set_aside,
    $columns,
    $ignored_columns
)
