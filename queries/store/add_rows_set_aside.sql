-- Keeps the rows that were set aside.
insert into rows_set_aside by name
select * from staged
