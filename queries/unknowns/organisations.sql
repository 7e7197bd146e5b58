-- The cells of rosters of organisations that are blank or could not be read, by field,
-- in the units asked for ($units) with all under them. A field that a roster has no
-- column for is not counted.
-- The rating of the committee is asked of grassroots committees alone, the new model of
-- grassroots organisations, the rest as the indicators ask.
-- Grain: one row per year, unit and field.
with by_table as (
    select
        year,
        unit_id,
        table_id,
        count(*) as cells,
        count(*) filter (where founded_on is null) as founded_on,
        count(*) filter (where non_state is null) as non_state,
        count(*) filter (where rating is null) as rating,
        count(*) filter (
            where level = 'grassroots_committee'
        ) as committee_rating_asked,
        count(*) filter (
            where
            committee_rating is null
            and level = 'grassroots_committee'
        ) as committee_rating,
        count(*) filter (where follows_rules is null) as follows_rules,
        count(*) filter (
            where level in ('grassroots_committee', 'grassroots_cell', 'cell')
        ) as inspection_programme_asked,
        count(*) filter (
            where
            inspection_programme is null
            and level in ('grassroots_committee', 'grassroots_cell', 'cell')
        ) as inspection_programme,
        count(*) filter (
            where level in ('grassroots_committee', 'grassroots_cell')
        ) as new_model_asked,
        count(*) filter (
            where
            new_model is null
            and level in ('grassroots_committee', 'grassroots_cell')
        ) as new_model,
        count(*) filter (where four_good is null) as four_good,
        count(*) filter (
            where level in ('grassroots_cell', 'cell')
        ) as has_committee_asked,
        count(*) filter (
            where
            has_committee is null
            and level in ('grassroots_cell', 'cell')
        ) as has_committee
    from organisations_in_force
    where not ratings_only
    group by year, unit_id, table_id
),

by_field as (
    select
        year,
        unit_id,
        table_id,
        unnest([
            {'field': 'founded_on', 'blank': founded_on, 'cells': cells},
            {'field': 'non_state', 'blank': non_state, 'cells': cells},
            {'field': 'rating', 'blank': rating, 'cells': cells},
            {
                'field': 'committee_rating',
                'blank': committee_rating,
                'cells': committee_rating_asked
            },
            {'field': 'follows_rules', 'blank': follows_rules, 'cells': cells},
            {
                'field': 'inspection_programme',
                'blank': inspection_programme,
                'cells': inspection_programme_asked
            },
            {'field': 'new_model', 'blank': new_model, 'cells': new_model_asked},
            {'field': 'four_good', 'blank': four_good, 'cells': cells},
            {
                'field': 'has_committee',
                'blank': has_committee,
                'cells': has_committee_asked
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
