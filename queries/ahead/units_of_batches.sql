-- The units that the tables of some batches speak for, with a name; also those of
-- batches that were undone, which may stand in no tree. Grain: one row per unit.
select
    roster_tables.speaks_for as unit_id,
    max_by(units.name, coalesce(units.valid_from, date '0001-01-01')) as name
from roster_tables
inner join units on roster_tables.speaks_for = units.unit_id
where list_contains($batches, roster_tables.batch_id)
group by roster_tables.speaks_for
order by roster_tables.speaks_for
