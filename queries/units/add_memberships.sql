-- Writes who belongs to the groups that a batch tells.
insert into memberships by name
select * from staged
