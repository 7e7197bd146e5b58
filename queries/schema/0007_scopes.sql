-- The units that a table speaks for: a later table of the same kind and date that
-- speaks for one of them, or for a unit above it, takes its place there. whole: with
-- all that stands under the unit; not whole: the unit's own rows alone (the province's
-- own committee in a roster of the provincial office).
create table scopes (
    table_id integer not null,
    unit_id integer not null,
    whole boolean not null
)
