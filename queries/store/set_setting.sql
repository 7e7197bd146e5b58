-- Writes one setting of the file.
insert into settings
values ($name, $setting)
on conflict (name) do update set setting = excluded.setting
