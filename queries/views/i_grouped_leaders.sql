-- The rows of leaders_in_force with the group that they fall in.
-- groups: gender, level, managed, division_level, age, profession, political_theory
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
                    end,
                    'unknown'
                )
    end as "group"
from leaders_in_force
