-- The rows of admissions_in_force with the group that they fall in.
-- row: each row of a roster is a group of its own, told by table and row number.
-- How somebody just admitted is rated is no group: it tells nothing of admissions.
-- groups: gender, status, ethnicity, religion, occupation, business_owner,
--     official, age, row
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
        admissions_in_force.business_owner,
        admissions_in_force.official,
        age_band(admissions_in_force.birth_date, admissions_in_force.as_of),
        null,
        row_key(admissions_in_force.table_id, admissions_in_force.row_number)
    ) as "group"
from admissions_in_force
