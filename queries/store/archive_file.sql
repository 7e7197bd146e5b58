-- Keeps the original file; the same content is kept once.
insert into archive values ($sha256, $name, $content)
on conflict do nothing
