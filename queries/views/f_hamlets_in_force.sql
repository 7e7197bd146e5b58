-- The rows of rosters of hamlets that are in force. commune_id: what the hamlet stands
-- under. Grain: one row per hamlet in a roster.
create or replace view hamlets_in_force as
select
    tables_in_force.year,
    tables_in_force.as_of,
    tables_in_force.ratings_only,
    coalesce(tree.parent_id, hamlets.unit_id) as commune_id,
    hamlets.*
from hamlets
inner join tables_in_force using (table_id)
anti join hidden_rows using (table_id, unit_id)
left join tree
    on tables_in_force.year = tree.year
    and hamlets.unit_id = tree.unit_id
