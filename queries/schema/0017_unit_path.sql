-- Derived: every unit of a year with each of its ancestors, itself and its area
-- included. distance: steps up the tree, 0 for itself; null for the area.
create table unit_path (
    year integer not null,
    unit_id integer not null,
    ancestor_id integer not null,
    distance integer
)
