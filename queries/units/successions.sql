-- What went into what, by the batches in force, by date.
-- Grain: one row per old unit, unit that followed it and date.
select
    old_unit_id,
    new_unit_id,
    happened_on,
    share::double as share
from successions_in_force
order by happened_on, old_unit_id, new_unit_id
