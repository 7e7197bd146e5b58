-- Writes the units that a batch names or declares.
insert into units by name
select * from staged
