-- The cells of rosters of hamlets that are blank or could not be read, by field, in
-- the units asked for ($units) with all under them. A field that a roster has no column
-- for is not counted. Grain: one row per year, unit and field.
with counted as (
    select
        year,
        unit_id,
        table_id,
        count(*) as cells,
        count(*) filter (where kind is null) as kind,
        count(*) filter (where households is null) as households,
        count(*) filter (where members is null) as members,
        count(*) filter (where has_cell is null) as has_cell,
        count(*) filter (where cell_has_committee is null) as cell_has_committee,
        count(*) filter (where head_is_member is null) as head_is_member,
        count(*) filter (where front_head_is_member is null) as front_head_is_member
    from hamlets_in_force
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
            {'field': 'kind', 'blank': kind},
            {'field': 'households', 'blank': households},
            {'field': 'members', 'blank': members},
            {'field': 'has_cell', 'blank': has_cell},
            {'field': 'cell_has_committee', 'blank': cell_has_committee},
            {'field': 'head_is_member', 'blank': head_is_member},
            {'field': 'front_head_is_member', 'blank': front_head_is_member}
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
