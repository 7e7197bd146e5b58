-- Keeps a new scenario, behind the others; comes back with its number. No number is
-- given twice while a later one stands.
insert into scenarios
select
    coalesce(max(scenario_id), 0) + 1 as scenario_id,
    $name as name,
    $name_key as name_key,
    $codes as codes,
    $kept_at as kept_at
from scenarios
returning scenario_id
