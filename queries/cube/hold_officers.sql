-- The rows of officers_in_force worked out once for several indicators: for this
-- connection the table stands before the view of its name. Grain: as the view.
create temp table officers_in_force as
select *
from officers_in_force
