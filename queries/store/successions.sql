-- What went into what, in force, oldest first. Grain: one row per old and new unit.
select
    old_unit_id,
    new_unit_id,
    happened_on,
    share
from successions_in_force
order by happened_on, old_unit_id, new_unit_id
