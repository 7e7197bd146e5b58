-- For a filtered question: the posts of persons whom the filters let in. For its
-- connection it stands before the view of its name. Grain: as there.
create temp table officers_in_force as
select *
from officers_in_force
where
    fits(gender, $gender::varchar [])
    and fits(age_band(birth_date, as_of), $age::varchar [])
