-- Notes the day of which the present tree is.
insert into settings
values ('tree_day', $today::varchar)
on conflict (name) do update set setting = excluded.setting
