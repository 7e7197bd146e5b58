-- The cells of rosters of members that are blank or could not be read, by field, in
-- the units asked for ($units) with all under them. A field that a roster has no column
-- for is not counted.
-- A task, a contact at home and a commitment are asked of those whom the indicators
-- ask; the date of full membership not of those on probation.
-- Grain: one row per year, unit and field.
with by_table as (
    select
        year,
        unit_id,
        table_id,
        count(*) as cells,
        count(*) filter (where card_number is null) as card_number,
        count(*) filter (where birth_date is null) as birth_date,
        count(*) filter (where gender is null) as gender,
        count(*) filter (where admitted_on is null) as admitted_on,
        count(*) filter (
            where coalesce(status <> 'probationary', true)
        ) as full_member_on_asked,
        count(*) filter (
            where
            full_member_on is null
            and coalesce(status <> 'probationary', true)
        ) as full_member_on,
        count(*) filter (where status is null) as status,
        count(*) filter (where business_owner is null) as business_owner,
        count(*) filter (where in_service is null) as in_service,
        count(*) filter (where official is null) as official,
        count(*) filter (where rating is null) as rating,
        count(*) filter (
            where coalesce(in_service and status <> 'excused', true)
        ) as assigned_task_asked,
        count(*) filter (
            where
            assigned_task is null
            and coalesce(in_service and status <> 'excused', true)
        ) as assigned_task,
        count(*) filter (where coalesce(in_service, true)) as residence_contact_asked,
        count(*) filter (
            where
            residence_contact is null
            and coalesce(in_service, true)
        ) as residence_contact,
        count(*) filter (
            where coalesce(official <> 'none', true)
        ) as signed_commitment_asked,
        count(*) filter (
            where
            signed_commitment is null
            and coalesce(official <> 'none', true)
        ) as signed_commitment
    from members_in_force
    where not ratings_only
    group by year, unit_id, table_id
),

by_field as (
    select
        year,
        unit_id,
        table_id,
        unnest([
            {'field': 'card_number', 'blank': card_number, 'cells': cells},
            {'field': 'birth_date', 'blank': birth_date, 'cells': cells},
            {'field': 'gender', 'blank': gender, 'cells': cells},
            {'field': 'admitted_on', 'blank': admitted_on, 'cells': cells},
            {
                'field': 'full_member_on',
                'blank': full_member_on,
                'cells': full_member_on_asked
            },
            {'field': 'status', 'blank': status, 'cells': cells},
            {'field': 'business_owner', 'blank': business_owner, 'cells': cells},
            {'field': 'in_service', 'blank': in_service, 'cells': cells},
            {'field': 'official', 'blank': official, 'cells': cells},
            {'field': 'rating', 'blank': rating, 'cells': cells},
            {
                'field': 'assigned_task',
                'blank': assigned_task,
                'cells': assigned_task_asked
            },
            {
                'field': 'residence_contact',
                'blank': residence_contact,
                'cells': residence_contact_asked
            },
            {
                'field': 'signed_commitment',
                'blank': signed_commitment,
                'cells': signed_commitment_asked
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
