-- Keeps the original file. The same content is kept once: store/archived tells.
insert into archive values ($sha256, $name, $content)
