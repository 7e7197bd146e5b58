-- What a unit went into, step by step, itself included. whole: nothing of it went
-- elsewhere. moved_in: the year in which it had got there, null for itself; before that
-- year the two stand beside each other. Grain: one row per unit and unit that followed.
create or replace view followers as
with recursive successions_told as (
    select
        old_unit_id,
        new_unit_id,
        coalesce(max(share), 1) = 1
        and count(*) over (partition by old_unit_id) = 1 as whole,
        year(min(happened_on)) as moved_in
    from successions_in_force
    group by old_unit_id, new_unit_id
),

steps as (
    select distinct
        unit_id,
        unit_id as follower_id,
        true as whole,
        null::bigint as moved_in,
        0 as steps
    from tree
    union all
    select
        steps.unit_id,
        successions_told.new_unit_id as follower_id,
        steps.whole and successions_told.whole as whole,
        greatest(steps.moved_in, successions_told.moved_in) as moved_in,
        steps.steps + 1 as steps
    from steps
    inner join successions_told on steps.follower_id = successions_told.old_unit_id
    where steps.steps < 8
)

select
    unit_id,
    follower_id,
    bool_and(whole) as whole,
    min(moved_in) as moved_in,
    min(steps) as steps
from steps
group by all
