-- The name of the file that was archived with this content, if any. Asked before it is
-- archived, since "on conflict do nothing" would copy the content several times.
select name from archive
where sha256 = $sha256
