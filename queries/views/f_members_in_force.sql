-- The rows of rosters of members that are in force. A blank rating with a
-- written reason is not rated, its own class (DESIGN, conventions).
-- Grain: one row per person in a roster.
create or replace view members_in_force as
select
    tables_in_force.year,
    tables_in_force.as_of,
    tables_in_force.ratings_only,
    members.* replace (
        coalesce(
            members.rating,
            case when members.not_rated_reason is not null then 'not_rated' end
        ) as rating
    )
from members
inner join tables_in_force using (table_id)
anti join hidden_rows using (table_id, unit_id)
