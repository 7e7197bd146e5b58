-- Those of sides that are not found on the other side yet: all of them at first.
create or replace temp table unpaired as
select *
from sides
