-- Where the units of each year stand today. Grain: as kept_carried.
select
    year,
    unit_id,
    now_id,
    weight,
    total,
    basis,
    pool_id,
    spread
from kept_carried
