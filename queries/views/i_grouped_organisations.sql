-- The rows of organisations_in_force with the group that they fall in.
-- row: each row of a roster is a group of its own, told by table and row number.
-- groups: kind, level, non_state, armed_forces, rating, row
create or replace macro grouped_organisations(by_field) as table
select
    organisations_in_force.*,
    case
        when by_field is not null
            then
                coalesce(
                    case by_field
                        when 'kind'
                            then
                                coalesce(
                                    organisations_in_force.kind,
                                    organisations_in_force.unit_kind,
                                    case organisations_in_force.unit_level
                                        when 'commune' then 'commune'
                                    end
                                )
                        when 'level' then organisations_in_force.level
                        when 'non_state' then organisations_in_force.non_state::varchar
                        when 'armed_forces'
                            then organisations_in_force.armed_forces::varchar
                        when 'rating' then organisations_in_force.rating
                        when 'committee_rating'
                            then organisations_in_force.committee_rating
                        when 'row'
                            then
                                row_key(
                                    organisations_in_force.table_id,
                                    organisations_in_force.row_number
                                )
                    end,
                    'unknown'
                )
    end as "group"
from organisations_in_force
