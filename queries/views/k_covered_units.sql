-- The units for which a table in force tells all that an indicator needs: tables of its
-- kinds that have every field (one of several where written a|b), speaking for the unit
-- or for one above it. Grain: one row per year and unit.
create or replace macro covered_units(rosters, fields, ratings) as table
with wanted as (
    select unnest(fields) as field
),

serving as (
    select tables_in_force.table_id
    from tables_in_force
    cross join wanted
    inner join table_fields
        on tables_in_force.table_id = table_fields.table_id
        and list_contains(string_split(wanted.field, '|'), table_fields.field)
    where
        list_contains(rosters, tables_in_force.kind)
        and (ratings or not tables_in_force.ratings_only)
    group by tables_in_force.table_id
    having count(distinct wanted.field) = len(fields)
),

scopes_served as (
    select
        speakers.year,
        speakers.unit_id,
        speakers.whole,
        max(speakers.as_of) as as_of
    from speakers
    semi join serving using (table_id)
    group by all
)

select
    unit_path.year,
    unit_path.unit_id,
    max(scopes_served.as_of) as as_of
from scopes_served
inner join unit_path
    on scopes_served.year = unit_path.year
    and scopes_served.unit_id = unit_path.ancestor_id
    and (scopes_served.whole or unit_path.distance = 0)
group by all
