-- The rows of officers_in_force with the group that they fall in. position: secretaries
-- and deputies are one group, the other members the other (as Đức Phổ prints them).
-- row: each row of a roster is a group of its own, told by table and row number.
-- groups: position, body, gender, age, level, rating, row
create or replace macro grouped_officers(by_field) as table
select
    officers_in_force.*,
    case
        when by_field is not null
            then
                coalesce(
                    case by_field
                        when 'position'
                            then
                                case
                                    when officers_in_force.position in (
                                        'secretary', 'deputy'
                                    ) then 'secretary_deputy'
                                    else officers_in_force.position
                                end
                        when 'body' then officers_in_force.body
                        when 'gender' then officers_in_force.gender
                        when 'age'
                            then
                                age_band(
                                    officers_in_force.birth_date,
                                    officers_in_force.as_of
                                )
                        when 'level' then officers_in_force.unit_level
                        when 'rating' then officers_in_force.rating
                        when 'row'
                            then
                                row_key(
                                    officers_in_force.table_id,
                                    officers_in_force.row_number
                                )
                    end,
                    'unknown'
                )
    end as "group"
from officers_in_force
