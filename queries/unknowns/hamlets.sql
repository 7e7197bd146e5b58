-- The cells of rosters of hamlets that are blank or could not be read, by field, in
-- the units asked for ($units) with all under them. A field that a roster has no column
-- for is not counted.
-- The committee of a cell is asked where there is a cell, or nobody knows.
-- Grain: one row per year, unit and field.
with asked as (
    select
        year,
        unit_id,
        table_id,
        unnest([
            {'field': 'kind', 'blank': kind is null, 'asked': true},
            {'field': 'households', 'blank': households is null, 'asked': true},
            {'field': 'members', 'blank': members is null, 'asked': true},
            {'field': 'has_cell', 'blank': has_cell is null, 'asked': true},
            {
                'field': 'cell_has_committee',
                'blank': cell_has_committee is null,
                'asked': coalesce(has_cell <> 'none', true)
            },
            {'field': 'head_is_member', 'blank': head_is_member is null, 'asked': true},
            {
                'field': 'front_head_is_member',
                'blank': front_head_is_member is null,
                'asked': true
            }
        ]) as told
    from hamlets_in_force
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
