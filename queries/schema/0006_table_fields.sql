-- The fields that a table has a column for (or that follow from it). What is not here
-- was not reported by that table; what is here and null is unknown.
create table table_fields (
    table_id integer not null,
    field varchar not null
)
