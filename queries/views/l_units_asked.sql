-- The units that are left where only certain kinds, a sector or the armed forces are
-- asked for: those that are all of it (null, null and false ask for nothing: all).
-- Grain: one row per year and unit.
create or replace macro units_asked(only_kinds, sector, only_armed_forces) as table
select
    tree.year,
    tree.unit_id
from tree
where
    (
        only_kinds is null
        or (tree.year, tree.unit_id) in (
            select (of_kinds.year, of_kinds.unit_id)
            from units_of_kinds(only_kinds) as of_kinds
        )
    )
    and (
        sector is null
        or (tree.year, tree.unit_id) in (
            select (of_sector.year, of_sector.unit_id)
            from units_of_sector(sector) as of_sector
        )
    )
    and (
        not only_armed_forces
        or (tree.year, tree.unit_id) in (
            select (armed_units.year, armed_units.unit_id)
            from armed_units
        )
    )
