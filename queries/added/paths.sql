-- Under whom some units stand, and who stands under some others.
-- Grain: one row per year, unit and ancestor.
select
    year,
    unit_id,
    ancestor_id,
    distance
from unit_path
where
    unit_id in (select unnest($units::integer []))
    or ancestor_id in (select unnest($over::integer []))
