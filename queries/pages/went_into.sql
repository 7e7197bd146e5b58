-- title: the units that a unit went into, or came from
-- The largest share first; what came later before what was earlier.
-- Grain: one row per unit.
with asked as (
    select distinct unit_id
    from tree
    where code = $code
)

select
    tree.code,
    successions.happened_on,
    coalesce(successions.share, 0) as share
from asked
inner join successions_in_force as successions
    on asked.unit_id in (successions.old_unit_id, successions.new_unit_id)
inner join tree
    on case
        when asked.unit_id = successions.old_unit_id then successions.new_unit_id
        else successions.old_unit_id
    end = tree.unit_id
group by all
order by successions.happened_on desc, share desc, tree.code
