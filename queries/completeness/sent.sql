-- Which rosters speak for which units ($units) in each year: for the unit itself or for
-- a unit above it, as a whole; the same rule as in cube/told.sql. fields: the columns
-- that they have between them. came_on: when the last of them was loaded.
-- Grain: one row per year, unit and kind.
with spoken as (
    select
        unit_path.year,
        unit_path.unit_id,
        speakers.kind,
        speakers.table_id,
        speakers.as_of
    from unit_path
    inner join speakers
        on unit_path.year = speakers.year
        and unit_path.ancestor_id = speakers.unit_id
        and (speakers.whole or unit_path.distance = 0)
    where
        list_contains($units::integer [], unit_path.unit_id)
        and speakers.kind not in ('units', 'successions', 'aggregates')
),

columns_told as (
    select
        spoken.year,
        spoken.unit_id,
        spoken.kind,
        list_sort(list(distinct table_fields.field)) as fields
    from spoken
    inner join table_fields using (table_id)
    group by all
)

select
    spoken.year,
    spoken.unit_id,
    spoken.kind,
    max(spoken.as_of) as as_of,
    max(batches.imported_at::date) as came_on,
    any_value(columns_told.fields) as fields
from spoken
inner join roster_tables using (table_id)
inner join batches using (batch_id)
left join columns_told
    on spoken.year = columns_told.year
    and spoken.unit_id = columns_told.unit_id
    and spoken.kind = columns_told.kind
group by all
order by
    spoken.year,
    spoken.unit_id,
    spoken.kind
