-- Empties what is kept of the units' present places before it is worked out anew.
delete from kept_carried
