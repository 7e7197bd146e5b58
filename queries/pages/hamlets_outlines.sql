-- The boundaries kept of some units. Grain: one row per unit that has any.
select
    unit_id,
    geometry,
    source
from unit_outlines
where list_contains($units::integer [], unit_id)
order by unit_id
