-- The counts told by aggregates: of several for one indicator, unit and year the one
-- of the highest standing. Grain: one row per indicator, unit and year.
create or replace view aggregates_in_force as
select
    aggregates.indicator,
    aggregates.unit_id,
    aggregates.year,
    aggregates.numerator,
    aggregates.denominator
from aggregates
inner join roster_tables using (table_id)
inner join batches_in_force using (batch_id)
qualify row_number() over (
    partition by aggregates.indicator, aggregates.unit_id, aggregates.year
    order by
        batches_in_force.standing desc,
        aggregates.table_id desc,
        aggregates.row_number
) = 1
