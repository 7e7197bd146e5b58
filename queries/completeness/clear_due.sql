-- A year has no such day any more.
delete from settings
where name = $name
