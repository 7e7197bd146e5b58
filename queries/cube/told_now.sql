-- Which units of today have told an indicator in a year: all that they are made of have
-- (told, predecessors). Grain: one row per indicator, year and unit.
with made_of as materialized (
    select
        year,
        unit_id,
        count(*) as parts
    from predecessors
    group by all
),

counted as materialized (
    select
        told.indicator,
        predecessors.year,
        predecessors.unit_id,
        max(told.as_of) as as_of,
        bool_and(told.by_aggregate) as by_aggregate,
        count(*) as parts
    from told
    inner join predecessors
        on told.year = predecessors.year
        and told.unit_id = predecessors.predecessor_id
    group by all
)

select
    counted.indicator,
    counted.year,
    counted.unit_id,
    counted.as_of,
    counted.by_aggregate
from counted
inner join made_of using (year, unit_id, parts)
