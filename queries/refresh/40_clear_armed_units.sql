-- Empties the list of armed forces before it is built anew.
delete from armed_units
