-- Empties the derived paths before they are built anew.
delete from unit_path
