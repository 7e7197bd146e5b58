-- Remembers one decision; a later one takes its place.
insert into column_decisions
values ($layout, $heading, $field, $kind, $file, $decided_at)
on conflict (layout, heading) do update set
    field = excluded.field,
    kind = excluded.kind,
    file = excluded.file,
    decided_at = excluded.decided_at
