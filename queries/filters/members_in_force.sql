-- For a filtered question: the members whom the filters let in. For its connection it
-- stands before the view of its name. Grain: one row per person in a roster.
create temp table members_in_force as
select *
from members_in_force
where
    fits(gender, $gender::varchar [])
    and fits(age_band(birth_date, as_of), $age::varchar [])
    and fits(ethnicity_class(ethnicity), $ethnicity::varchar [])
    and fits(religion_class(religion), $religion::varchar [])
    and fits(status, $status::varchar [])
