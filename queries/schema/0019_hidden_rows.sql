-- Derived: whose rows of a table are not in force, since a later or newer table that
-- speaks for the unit has taken their place (or the batch was undone). One row per
-- table and unit of its rows; scopes are in it too.
create table hidden_rows (
    table_id integer not null,
    unit_id integer not null
)
