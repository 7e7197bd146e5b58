-- The cells of rosters of hamlets that are blank or could not be read, by field, in
-- the units asked for ($units) with all under them. A field that a roster has no column
-- for is not counted.
-- The committee of a cell is asked where there is a cell, or nobody knows.
-- Grain: one row per year, unit and field.
with by_table as (
    select
        year,
        unit_id,
        table_id,
        count(*) as cells,
        count(*) filter (where kind is null) as kind,
        count(*) filter (where households is null) as households,
        count(*) filter (where members is null) as members,
        count(*) filter (where has_cell is null) as has_cell,
        count(*) filter (
            where coalesce(has_cell <> 'none', true)
        ) as cell_has_committee_asked,
        count(*) filter (
            where
            cell_has_committee is null
            and coalesce(has_cell <> 'none', true)
        ) as cell_has_committee,
        count(*) filter (where head_is_member is null) as head_is_member,
        count(*) filter (where front_head_is_member is null) as front_head_is_member
    from hamlets_in_force
    where not ratings_only
    group by year, unit_id, table_id
),

by_field as (
    select
        year,
        unit_id,
        table_id,
        unnest([
            {'field': 'kind', 'blank': kind, 'cells': cells},
            {'field': 'households', 'blank': households, 'cells': cells},
            {'field': 'members', 'blank': members, 'cells': cells},
            {'field': 'has_cell', 'blank': has_cell, 'cells': cells},
            {
                'field': 'cell_has_committee',
                'blank': cell_has_committee,
                'cells': cell_has_committee_asked
            },
            {'field': 'head_is_member', 'blank': head_is_member, 'cells': cells},
            {
                'field': 'front_head_is_member',
                'blank': front_head_is_member,
                'cells': cells
            }
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
