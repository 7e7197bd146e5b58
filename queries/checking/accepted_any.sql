-- How many findings of a check are accepted. Grain: one row.
select count(*)
from acceptances
where check_id = $check_id
