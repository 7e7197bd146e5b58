-- What a form of aggregates begins with: which indicators were told of which units in
-- the latest year of each part; the year and the counts stay empty. staged: the units
-- under the unit with their part (templates/places).
-- Grain: one unit and indicator.
select distinct
    aggregates.unit_id,
    aggregates.indicator,
    make_date(aggregates.year, 12, 31) as as_of
from aggregates
inner join staged on aggregates.unit_id = staged.unit_id
inner join tables_in_force on aggregates.table_id = tables_in_force.table_id
qualify aggregates.year = max(aggregates.year) over (partition by staged.part_id)
order by aggregates.unit_id, aggregates.indicator
