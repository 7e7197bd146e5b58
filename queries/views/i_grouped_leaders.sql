-- The rows of leaders_in_force with the group that they fall in.
-- row: each row of a roster is a group of its own, told by table and row number.
-- groups: gender, level, managed, division_level, age, profession,
--     political_theory, rating, row
create or replace macro grouped_leaders(by_field) as table
select
    leaders_in_force.*,
    case
        when by_field is not null
            then
                coalesce(
                    case by_field
                        when 'gender' then leaders_in_force.gender
                        when 'level' then leaders_in_force.level
                        when 'managed' then leaders_in_force.managed::varchar
                        when 'division_level'
                            then leaders_in_force.division_level::varchar
                        when 'age'
                            then
                                age_band(
                                    leaders_in_force.birth_date, leaders_in_force.as_of
                                )
                        when 'profession' then leaders_in_force.profession
                        when 'political_theory' then leaders_in_force.political_theory
                        when 'rating' then leaders_in_force.rating
                        when 'row'
                            then
                                row_key(
                                    leaders_in_force.table_id,
                                    leaders_in_force.row_number
                                )
                    end,
                    'unknown'
                )
    end as "group"
from leaders_in_force
