-- Gives a scenario another name and other choices; comes back with its number, none for
-- no such.
update scenarios
set
    name = $name,
    name_key = $name_key,
    codes = $codes,
    kept_at = $kept_at
where scenario_id = $scenario_id
returning scenario_id
