-- The counts that aggregates in force tell of an indicator in a year, of the units
-- asked for ($units) and of those under them: of several for one unit the one of the
-- highest standing, with its row in the file. Which of them a figure is made of, the
-- cube says. The deepest in the tree come first. Grain: one row per unit.
with under as (
    select distinct unit_id
    from unit_path
    where
        year = $year
        and list_contains($units::integer [], ancestor_id)
),

depths as (
    select
        unit_id,
        max(distance) as depth
    from unit_path
    where year = $year
    group by all
),

told as (
    select
        aggregates.table_id,
        aggregates.row_number,
        aggregates.unit_id,
        aggregates.numerator,
        aggregates.denominator
    from aggregates
    inner join roster_tables using (table_id)
    inner join batches_in_force using (batch_id)
    semi join under using (unit_id)
    where
        aggregates.indicator = $indicator
        and aggregates.year = $year
    qualify row_number() over (
        partition by aggregates.unit_id
        order by
            batches_in_force.standing desc,
            aggregates.table_id desc,
            aggregates.row_number
    ) = 1
)

select told.*
from told
left join depths using (unit_id)
order by depths.depth desc, told.unit_id
