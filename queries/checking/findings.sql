-- What one check found (staged), with the place of every row concerned. unit: with all
-- that stands under it; a finding that concerns it by one row is told with all its
-- rows. Grain: one row per finding and row of a roster.
with concerned as (
    select distinct
        staged.year,
        staged.finding
    from staged
    where
        ($year is null or staged.year = $year)
        and (
            $unit_id is null
            or exists (
                select 1
                from unit_path
                where
                    unit_path.year = staged.year
                    and unit_path.unit_id = staged.unit_id
                    and unit_path.ancestor_id = $unit_id
            )
        )
)

select
    staged.*,
    batches.batch_id,
    batches.file,
    roster_tables.sheet,
    roster_tables.kind,
    persons.name,
    persons.card_number,
    persons.birth_date,
    persons.birth_precision,
    persons.admitted_on,
    persons.admitted_precision
from staged
inner join concerned using (year, finding)
left join roster_tables using (table_id)
left join batches using (batch_id)
left join persons using (table_id, row_number)
order by
    staged.year,
    staged.finding,
    coalesce(staged.role = 'last_year', false),
    staged.role,
    staged.table_id,
    staged.row_number
