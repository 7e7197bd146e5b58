-- The cells of rosters of admissions that are blank or could not be read, by field, in
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
        count(*) filter (where admitted_on is null) as admitted_on,
        count(*) filter (where business_owner is null) as business_owner
    from admissions_in_force
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
            {'field': 'admitted_on', 'blank': admitted_on},
            {'field': 'business_owner', 'blank': business_owner}
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
