-- Keeps a programme of the user's own, in the place of an older text of it.
insert into own_programmes
values ($programme_id, $content, $changed_at)
on conflict (programme_id) do update set
    content = excluded.content,
    changed_at = excluded.changed_at
