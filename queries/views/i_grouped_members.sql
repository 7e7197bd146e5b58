-- The rows of members_in_force with the group that they fall in.
-- row: each row of a roster is a group of its own, told by table and row number.
-- groups: gender, status, ethnicity, religion, occupation, business_owner,
--     official, age, rating, row
create or replace macro grouped_members(by_field) as table
select
    members_in_force.*,
    person_group(
        by_field,
        members_in_force.gender,
        members_in_force.status,
        members_in_force.ethnicity,
        members_in_force.religion,
        members_in_force.occupation,
        members_in_force.business_owner,
        members_in_force.official,
        age_band(members_in_force.birth_date, members_in_force.as_of),
        members_in_force.rating,
        row_key(members_in_force.table_id, members_in_force.row_number)
    ) as "group"
from members_in_force
