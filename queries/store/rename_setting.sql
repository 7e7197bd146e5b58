-- Gives a setting another name; nothing where there is none.
update settings
set name = $new_name
where name = $name
