-- The rows of rosters of leaders that are in force. Grain: one row per leader in a
-- roster.
create or replace view leaders_in_force as
select
    tables_in_force.year,
    tables_in_force.as_of,
    tables_in_force.ratings_only,
    leaders.*
from leaders
inner join tables_in_force using (table_id)
anti join hidden_rows using (table_id, unit_id)
