-- Writes what went into what, as a units roster tells.
insert into successions by name
select * from staged
