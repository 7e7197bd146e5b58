-- The rows of hamlets_in_force with the group that they fall in.
-- row: each row of a roster is a group of its own, told by table and row number.
-- groups: kind, has_cell, mountainous, ethnic_minority, religious, row
create or replace macro grouped_hamlets(by_field) as table
select
    hamlets_in_force.*,
    case
        when by_field is not null
            then
                coalesce(
                    case by_field
                        when 'kind' then hamlets_in_force.kind
                        when 'has_cell' then hamlets_in_force.has_cell
                        when 'mountainous' then hamlets_in_force.mountainous::varchar
                        when 'ethnic_minority'
                            then hamlets_in_force.ethnic_minority::varchar
                        when 'religious' then hamlets_in_force.religious::varchar
                        when 'row'
                            then
                                row_key(
                                    hamlets_in_force.table_id,
                                    hamlets_in_force.row_number
                                )
                    end,
                    'unknown'
                )
    end as "group"
from hamlets_in_force
