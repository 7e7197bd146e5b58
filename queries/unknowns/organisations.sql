-- The cells of rosters of organisations that are blank or could not be read, by field,
-- in the units asked for ($units) with all under them. A field that a roster has no
-- column for is not counted.
-- The rating of the committee is asked of grassroots committees alone, the new model of
-- grassroots organisations, the rest as the indicators ask.
-- Grain: one row per year, unit and field.
with asked as (
    select
        year,
        unit_id,
        table_id,
        unnest([
            {'field': 'founded_on', 'blank': founded_on is null, 'asked': true},
            {'field': 'non_state', 'blank': non_state is null, 'asked': true},
            {'field': 'rating', 'blank': rating is null, 'asked': true},
            {
                'field': 'committee_rating',
                'blank': committee_rating is null,
                'asked': level = 'grassroots_committee'
            },
            {'field': 'follows_rules', 'blank': follows_rules is null, 'asked': true},
            {
                'field': 'inspection_programme',
                'blank': inspection_programme is null,
                'asked': level in ('grassroots_committee', 'grassroots_cell', 'cell')
            },
            {
                'field': 'new_model',
                'blank': new_model is null,
                'asked': level in ('grassroots_committee', 'grassroots_cell')
            },
            {'field': 'four_good', 'blank': four_good is null, 'asked': true},
            {
                'field': 'has_committee',
                'blank': has_committee is null,
                'asked': level in ('grassroots_cell', 'cell')
            }
        ]) as told
    from organisations_in_force
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
