-- Derived: the units of a year that are of the army or the police, or so flagged by a
-- roster of organisations, with all that stands under them.
create table armed_units (
    year integer not null,
    unit_id integer not null
)
