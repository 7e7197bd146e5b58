-- What one step of pair.sql has left: most persons are found by the first.
create or replace temp table unpaired as
select unpaired.*
from unpaired
anti join pairs using (side_id)
