-- Keeps where units stand today (staged).
insert into kept_carried
select
    year,
    unit_id,
    now_id,
    weight,
    total,
    basis,
    pool_id,
    spread
from staged
