-- The cells of rosters of organisations that are blank or could not be read, by field,
-- in the units asked for ($units) with all under them. A field that a roster has no
-- column for is not counted. Grain: one row per year, unit and field.
with counted as (
    select
        year,
        unit_id,
        table_id,
        count(*) as cells,
        count(*) filter (where founded_on is null) as founded_on,
        count(*) filter (where non_state is null) as non_state,
        count(*) filter (where rating is null) as rating,
        count(*) filter (where committee_rating is null) as committee_rating,
        count(*) filter (where follows_rules is null) as follows_rules,
        count(*) filter (where inspection_programme is null) as inspection_programme,
        count(*) filter (where new_model is null) as new_model,
        count(*) filter (where four_good is null) as four_good,
        count(*) filter (where has_committee is null) as has_committee
    from organisations_in_force
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
            {'field': 'founded_on', 'blank': founded_on},
            {'field': 'non_state', 'blank': non_state},
            {'field': 'rating', 'blank': rating},
            {'field': 'committee_rating', 'blank': committee_rating},
            {'field': 'follows_rules', 'blank': follows_rules},
            {'field': 'inspection_programme', 'blank': inspection_programme},
            {'field': 'new_model', 'blank': new_model},
            {'field': 'four_good', 'blank': four_good},
            {'field': 'has_committee', 'blank': has_committee}
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
