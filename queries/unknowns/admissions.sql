-- The cells of rosters of admissions that are blank or could not be read, by field, in
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
        count(*) filter (where admitted_on is null) as admitted_on,
        count(*) filter (where business_owner is null) as business_owner
    from admissions_in_force
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
            {'field': 'admitted_on', 'blank': admitted_on, 'cells': cells},
            {'field': 'business_owner', 'blank': business_owner, 'cells': cells}
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
