-- The cells of rosters of leaders that are blank or could not be read, by field, in
-- the units asked for ($units) with all under them. A field that a roster has no column
-- for is not counted. Grain: one row per year, unit and field.
with counted as (
    select
        year,
        unit_id,
        table_id,
        count(*) as cells,
        count(*) filter (where birth_date is null) as birth_date,
        count(*) filter (where gender is null) as gender,
        count(*) filter (where level is null) as level,
        count(*) filter (where position is null) as position,
        count(*) filter (where managed is null) as managed,
        count(*) filter (where division_level is null) as division_level,
        count(*) filter (where profession is null) as profession,
        count(*) filter (where political_theory is null) as political_theory,
        count(*) filter (where rating is null) as rating,
        count(*) filter (where trained is null) as trained
    from leaders_in_force
    where not ratings_only
    group by all
),

by_field as (
    select
        year,
        unit_id,
        table_id,
        cells,
        unnest([
            {'field': 'birth_date', 'blank': birth_date},
            {'field': 'gender', 'blank': gender},
            {'field': 'level', 'blank': level},
            {'field': 'position', 'blank': position},
            {'field': 'managed', 'blank': managed},
            {'field': 'division_level', 'blank': division_level},
            {'field': 'profession', 'blank': profession},
            {'field': 'political_theory', 'blank': political_theory},
            {'field': 'rating', 'blank': rating},
            {'field': 'trained', 'blank': trained}
        ]) as told
    from counted
),

told_fields as (
    select
        by_field.year,
        by_field.unit_id,
        by_field.table_id,
        by_field.cells,
        by_field.told.field as field,
        by_field.told.blank as blank
    from by_field
)

select
    told_fields.year,
    unit_path.ancestor_id as unit_id,
    told_fields.field,
    sum(told_fields.cells)::integer as cells,
    sum(told_fields.blank)::integer as blank
from told_fields
semi join table_fields using (table_id, field)
inner join unit_path
    on told_fields.year = unit_path.year
    and told_fields.unit_id = unit_path.unit_id
where list_contains($units::integer [], unit_path.ancestor_id)
group by all
order by
    told_fields.year,
    unit_id,
    told_fields.field
