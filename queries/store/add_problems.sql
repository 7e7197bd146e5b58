-- Writes what was wrong in a file.
insert into problems by name
select * from staged
