-- Takes back all settings of which the name begins so.
delete from settings
where starts_with(name, $opening)
