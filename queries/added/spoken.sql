-- For whom the tables of each kind and year speak: the units of their rows (whole is
-- null) and of their scopes; and the units that went into others (kind is null).
-- Grain: one row per kind, year, unit and way.
select
    roster_tables.kind,
    year(roster_tables.as_of) as year,
    table_units.unit_id,
    null::boolean as whole
from table_units
inner join roster_tables using (table_id)
union
select
    roster_tables.kind,
    year(roster_tables.as_of) as year,
    scopes.unit_id,
    scopes.whole
from scopes
inner join roster_tables using (table_id)
union
select
    null as kind,
    null as year,
    old_unit_id as unit_id,
    null as whole
from successions
