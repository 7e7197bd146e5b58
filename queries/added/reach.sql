-- How far a batch just written reaches into what is derived. One row.
-- plain: it only adds tables of years already known, and units without dates that no
-- batch named before. Then no row that is derived already changes; new ones come for
-- its units, and rows of its own or of older tables give way (the other statements of
-- this folder). Not plain: everything must be built anew.
-- last_unit: the highest number of the units before it. armed: whether its units may
-- be armed forces; organisations: whether it may change which units are.
with in_force as (
    select
        kind,
        batch_id,
        year(as_of) as year
    from roster_tables
),

reported as (
    select
        batch_id,
        year
    from in_force
    where kind not in ('units', 'successions', 'aggregates')
    union all
    select
        roster_tables.batch_id,
        aggregates.year
    from aggregates
    inner join roster_tables using (table_id)
),

years as (
    select
        min(year) as first,
        max(year) as last,
        min(year) filter (where batch_id <> $batch_id) as first_before,
        max(year) filter (where batch_id <> $batch_id) as last_before
    from reported
),

before as (
    select coalesce(max(unit_id), -1) as last_unit
    from units
    where batch_id <> $batch_id
),

mine as (
    select
        count(*) as made,
        coalesce(min(unit_id), 2147483647) as first_unit,
        coalesce(
            bool_or(
                declared
                or valid_from is not null
                or valid_to is not null
                or area_id is not null
            ),
            false
        ) as dated,
        count(distinct unit_id) as distinct_units,
        coalesce(bool_or(kind in ('army', 'police')), false) as armed
    from units
    where batch_id = $batch_id
),

armed as (
    select count(*) > 0 as there
    from armed_units
),

of_organisations as (
    select count(*) > 0 as there
    from in_force
    where batch_id = $batch_id and kind = 'organisations'
)

select
    before.last_unit,
    coalesce(
        not mine.dated
        and mine.made = mine.distinct_units
        and mine.first_unit > before.last_unit
        and years.first = years.first_before
        and years.last = years.last_before
        and not exists (select 1 from batches where undone_at is not null)
        and not exists (
            select 1
            from in_force
            where
                batch_id = $batch_id
                and kind in ('units', 'successions', 'aggregates')
        )
        and not exists (
            select 1
            from successions
            where
                batch_id = $batch_id
                or greatest(old_unit_id, new_unit_id) > before.last_unit
        ),
        false
    ) as plain,
    mine.armed or armed.there as armed,
    of_organisations.there as organisations
from before
cross join mine
cross join armed
cross join of_organisations
cross join years
