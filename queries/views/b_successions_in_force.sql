-- What went into what, by the batches that were not undone.
-- Grain: one row per old unit and unit that followed it.
create or replace view successions_in_force as
select distinct
    successions.old_unit_id,
    successions.new_unit_id,
    successions.happened_on,
    successions.share
from successions
inner join batches_in_force using (batch_id)
