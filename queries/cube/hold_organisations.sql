-- The rows of organisations_in_force worked out once for several indicators: for this
-- connection the table stands before the view of its name. Grain: as the view.
create temp table organisations_in_force as
select *
from organisations_in_force
