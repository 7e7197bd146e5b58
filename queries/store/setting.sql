-- One setting of the file.
select setting from settings where name = $name
