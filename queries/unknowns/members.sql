-- The cells of rosters of members that are blank or could not be read, by field, in
-- the units asked for ($units) with all under them. A field that a roster has no column
-- for is not counted.
-- A task, a contact at home and a commitment are asked of those whom the indicators
-- ask; the date of full membership not of those on probation.
-- Grain: one row per year, unit and field.
with asked as (
    select
        year,
        unit_id,
        table_id,
        unnest([
            {'field': 'card_number', 'blank': card_number is null, 'asked': true},
            {'field': 'birth_date', 'blank': birth_date is null, 'asked': true},
            {'field': 'gender', 'blank': gender is null, 'asked': true},
            {'field': 'admitted_on', 'blank': admitted_on is null, 'asked': true},
            {
                'field': 'full_member_on',
                'blank': full_member_on is null,
                'asked': coalesce(status <> 'probationary', true)
            },
            {'field': 'status', 'blank': status is null, 'asked': true},
            {'field': 'business_owner', 'blank': business_owner is null, 'asked': true},
            {'field': 'in_service', 'blank': in_service is null, 'asked': true},
            {'field': 'official', 'blank': official is null, 'asked': true},
            {'field': 'rating', 'blank': rating is null, 'asked': true},
            {
                'field': 'assigned_task',
                'blank': assigned_task is null,
                'asked': coalesce(in_service and status <> 'excused', true)
            },
            {
                'field': 'residence_contact',
                'blank': residence_contact is null,
                'asked': coalesce(in_service, true)
            },
            {
                'field': 'signed_commitment',
                'blank': signed_commitment is null,
                'asked': coalesce(official <> 'none', true)
            }
        ]) as told
    from members_in_force
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
