-- What a batch must stay within to be a plain one (added/reach), as long as nothing
-- else is written. Grain: one row.
with reported as (
    select year(as_of) as year
    from roster_tables
    where kind not in ('units', 'successions', 'aggregates')
    union all
    select year
    from aggregates
)

select
    min(year) as first_year,
    max(year) as last_year,
    (select coalesce(max(unit_id), -1) from units) as last_unit,
    (
        select coalesce(max(greatest(old_unit_id, new_unit_id)), -1)
        from successions
    ) as last_succession,
    exists(select 1 from armed_units) as armed,
    exists(select 1 from batches where undone_at is not null) as undone
from reported
