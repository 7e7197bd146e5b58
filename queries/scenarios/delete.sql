-- Deletes a scenario; comes back with its number, none for no such.
delete from scenarios
where scenario_id = $scenario_id
returning scenario_id
