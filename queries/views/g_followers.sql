-- What a unit went into, step by step, itself included. whole: nothing of it went
-- elsewhere. Grain: one row per unit and unit that followed it.
create or replace view followers as
with recursive successions_told as (
    select
        old_unit_id,
        new_unit_id,
        coalesce(max(share), 1) = 1
        and count(*) over (partition by old_unit_id) = 1 as whole
    from successions_in_force
    group by old_unit_id, new_unit_id
),

steps as (
    select distinct
        unit_id,
        unit_id as follower_id,
        true as whole,
        0 as steps
    from tree
    union all
    select
        steps.unit_id,
        successions_told.new_unit_id as follower_id,
        steps.whole and successions_told.whole as whole,
        steps.steps + 1 as steps
    from steps
    inner join successions_told on steps.follower_id = successions_told.old_unit_id
    where steps.steps < 8
)

select
    unit_id,
    follower_id,
    bool_and(whole) as whole,
    min(steps) as steps
from steps
group by all
