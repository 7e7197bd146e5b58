-- The number of the next batch and the standing that puts it before all others.
select
    coalesce(max(batch_id), 0) + 1 as batch_id,
    coalesce(max(standing), 0) + 1 as standing
from batches
