-- The rows of admissions_in_force with the group that they fall in.
-- groups: gender, status, ethnicity, religion, occupation, official, age
create or replace macro grouped_admissions(by_field) as table
select
    admissions_in_force.*,
    person_group(
        by_field,
        admissions_in_force.gender,
        admissions_in_force.status,
        admissions_in_force.ethnicity,
        admissions_in_force.religion,
        admissions_in_force.occupation,
        admissions_in_force.official,
        age_band(admissions_in_force.birth_date, admissions_in_force.as_of)
    ) as "group"
from admissions_in_force
