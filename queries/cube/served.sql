-- The units that tables in force speak for with all that an indicator needs (wanted):
-- tables of its kinds that have every field, one of several where written a|b; tables
-- that only rate serve ratings alone. Grain: one row per indicator, year and scope.
with needs as (
    select
        indicator,
        rosters,
        ratings,
        len(fields) as fields_needed,
        unnest(fields) as field
    from wanted
),

serving as (
    select
        needs.indicator,
        tables_in_force.table_id
    from needs
    inner join tables_in_force
        on list_contains(needs.rosters, tables_in_force.kind)
        and (needs.ratings or not tables_in_force.ratings_only)
    inner join table_fields
        on tables_in_force.table_id = table_fields.table_id
        and list_contains(string_split(needs.field, '|'), table_fields.field)
    group by needs.indicator, needs.fields_needed, tables_in_force.table_id
    having count(distinct needs.field) = needs.fields_needed
)

select
    serving.indicator,
    speakers.year,
    speakers.unit_id,
    speakers.whole,
    max(speakers.as_of) as as_of
from serving
inner join speakers using (table_id)
group by all
