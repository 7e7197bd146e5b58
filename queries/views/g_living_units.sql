-- The units that stand at the end of a year, under units that all stand then.
-- Grain: one row per year and unit.
create or replace view living_units as
with cut_off as (
    select distinct
        unit_path.year,
        unit_path.unit_id
    from unit_path
    left join tree
        on unit_path.year = tree.year
        and unit_path.ancestor_id = tree.unit_id
    where unit_path.distance is not null and coalesce(tree.ended, true)
)

select
    tree.year,
    tree.unit_id
from tree
anti join cut_off using (year, unit_id)
