-- The cells of rosters of officers that are blank or could not be read, by field, in
-- the units asked for ($units) with all under them. A field that a roster has no column
-- for is not counted.
-- Grain: one row per year, unit and field.
with asked as (
    select
        year,
        unit_id,
        table_id,
        unnest([
            {'field': 'birth_date', 'blank': birth_date is null, 'asked': true},
            {'field': 'gender', 'blank': gender is null, 'asked': true},
            {'field': 'position', 'blank': position is null, 'asked': true},
            {
                'field': 'general_education',
                'blank': general_education is null,
                'asked': true
            },
            {'field': 'profession', 'blank': profession is null, 'asked': true},
            {
                'field': 'political_theory',
                'blank': political_theory is null,
                'asked': true
            },
            {
                'field': 'concurrent_posts',
                'blank': concurrent_posts is null,
                'asked': true
            },
            {'field': 'trained', 'blank': trained is null, 'asked': true},
            {'field': 'rating', 'blank': rating is null, 'asked': true}
        ]) as told
    from officers_in_force
    where not ratings_only
),

counted as (
    select
        asked.year,
        asked.unit_id,
        asked.table_id,
        asked.told.field as field,
        count(*) as cells,
        count(*) filter (where asked.told.blank) as blank
    from asked
    where asked.told.asked
    group by all
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
