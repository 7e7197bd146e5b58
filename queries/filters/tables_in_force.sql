-- For a filtered question: the tables in force, of the filtered rosters those alone
-- that have every column that a filter asks for. For its connection it stands before
-- the view of its name. Grain: one row per table.
create temp table tables_in_force as
with answering as (
    select table_id
    from table_fields
    where list_contains($columns::varchar [], field)
    group by table_id
    having count(distinct field) = len(list_distinct($columns::varchar []))
)

select tables_in_force.*
from tables_in_force
where
    not list_contains($rosters::varchar [], tables_in_force.kind)
    or tables_in_force.table_id in (select answering.table_id from answering)
