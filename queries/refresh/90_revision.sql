-- Notes that the facts have changed, so that what was computed before is known as old.
insert into settings
values ('revision', '1')
on conflict (name) do update set setting = (settings.setting::bigint + 1)::varchar
