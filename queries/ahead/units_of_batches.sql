-- The units that the tables of some batches speak for. Grain: one row per unit.
select distinct roster_tables.speaks_for as unit_id
from roster_tables
where list_contains($batches, roster_tables.batch_id)
order by unit_id
