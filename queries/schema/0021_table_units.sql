-- The units that a table has rows for, with how many: what replacing works on.
create table table_units (
    table_id integer not null,
    unit_id integer not null,
    row_count integer not null
)
