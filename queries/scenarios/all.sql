-- The scenarios kept. Grain: one row per scenario, in the order they were first kept.
select
    scenario_id,
    name,
    codes,
    kept_at
from scenarios
order by scenario_id
