-- title: years whose rosters reach their last day
-- Grain: one row per year.
select distinct year(roster_tables.as_of) as year
from roster_tables
inner join batches_in_force
    on roster_tables.batch_id = batches_in_force.batch_id
where
    roster_tables.kind != 'units'
    and month(roster_tables.as_of) = 12
    and day(roster_tables.as_of) = 31
order by year
