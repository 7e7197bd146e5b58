-- For a filtered question: no aggregates, since what they tell cannot be taken apart.
-- For its connection it stands before the view of its name. Grain: as there, no rows.
create temp table aggregates_in_force as
select *
from aggregates_in_force
where false
