-- Which units of today have told an indicator in a year: all that they are made of have
-- (told, predecessors). Grain: one row per indicator, year and unit.
with made_of as (
    select
        year,
        unit_id,
        count(*) as parts
    from predecessors
    group by all
)

select
    told.indicator,
    predecessors.year,
    predecessors.unit_id,
    max(told.as_of) as as_of,
    bool_and(told.by_aggregate) as by_aggregate
from predecessors
inner join made_of using (year, unit_id)
inner join told
    on predecessors.year = told.year
    and predecessors.predecessor_id = told.unit_id
group by all
having count(*) = any_value(made_of.parts)
