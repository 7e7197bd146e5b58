-- Keeps a new scenario, behind the others; comes back with its number. No number is
-- given twice while a later one stands.
insert into scenarios
select
    coalesce(max(scenario_id), 0) + 1,
    $name,
    $name_key,
    $codes,
    $kept_at
from scenarios
returning scenario_id
