-- Who speaks for whom: tables in force and the units that they speak for. whole: with
-- all that stands under the unit. Grain: one row per table and scope.
create or replace view speakers as
select
    tables_in_force.table_id,
    tables_in_force.kind,
    tables_in_force.year,
    tables_in_force.as_of,
    tables_in_force.ratings_only,
    scopes.unit_id,
    scopes.whole
from tables_in_force
inner join scopes using (table_id)
anti join hidden_rows using (table_id, unit_id)
