-- One row per table found in a file and date it speaks for (a table that is wide by
-- year gives one row a year, with ratings_only for the years that it only rates).
create table roster_tables (
    table_id integer primary key,
    batch_id integer not null,
    part integer not null,
    sheet varchar not null,
    kind varchar not null,
    as_of date not null,
    speaks_for integer not null,
    ratings_only boolean not null,
    header_rows integer [] not null,
    rows_read integer not null,
    rows_loaded integer not null,
    rows_set_aside integer not null,
    columns varchar not null,
    ignored_columns varchar [] not null
)
