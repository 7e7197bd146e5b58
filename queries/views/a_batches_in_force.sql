-- The imports that were not undone. Grain: one row per batch.
create or replace view batches_in_force as
select *
from batches
where undone_at is null
