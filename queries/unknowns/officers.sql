-- The cells of rosters of officers that are blank or could not be read, by field, in
-- the units asked for ($units) with all under them. A field that a roster has no column
-- for is not counted.
-- Grain: one row per year, unit and field.
with by_table as (
    select
        year,
        unit_id,
        table_id,
        count(*) as cells,
        count(*) filter (where birth_date is null) as birth_date,
        count(*) filter (where gender is null) as gender,
        count(*) filter (where position is null) as position,
        count(*) filter (where general_education is null) as general_education,
        count(*) filter (where profession is null) as profession,
        count(*) filter (where political_theory is null) as political_theory,
        count(*) filter (where concurrent_posts is null) as concurrent_posts,
        count(*) filter (where trained is null) as trained,
        count(*) filter (where rating is null) as rating
    from officers_in_force
    where not ratings_only
    group by year, unit_id, table_id
),

by_field as (
    select
        year,
        unit_id,
        table_id,
        unnest([
            {'field': 'birth_date', 'blank': birth_date, 'cells': cells},
            {'field': 'gender', 'blank': gender, 'cells': cells},
            {'field': 'position', 'blank': position, 'cells': cells},
            {'field': 'general_education', 'blank': general_education, 'cells': cells},
            {'field': 'profession', 'blank': profession, 'cells': cells},
            {'field': 'political_theory', 'blank': political_theory, 'cells': cells},
            {'field': 'concurrent_posts', 'blank': concurrent_posts, 'cells': cells},
            {'field': 'trained', 'blank': trained, 'cells': cells},
            {'field': 'rating', 'blank': rating, 'cells': cells}
        ]) as told
    from by_table
),

counted as (
    select
        by_field.year,
        by_field.unit_id,
        by_field.table_id,
        by_field.told.field as field,
        by_field.told.blank as blank,
        by_field.told.cells as cells
    from by_field
    where by_field.told.cells > 0
)

select
    counted.year,
    unit_path.ancestor_id as unit_id,
    counted.field,
    sum(counted.cells)::integer as cells,
    sum(counted.blank)::integer as blank
from counted
semi join table_fields using (table_id, field)
inner join unit_path
    on counted.year = unit_path.year
    and counted.unit_id = unit_path.unit_id
where list_contains($units::integer [], unit_path.ancestor_id)
group by all
order by
    counted.year,
    unit_id,
    counted.field
