-- Whether a batch just added and another table of the same kind and year may speak for
-- one unit, so that rows may give way; no more is found out here than is quick.
with spoken as (
    select
        roster_tables.table_id,
        year(roster_tables.as_of) as year,
        roster_tables.batch_id = $batch_id as added
    from roster_tables
    where
        (roster_tables.kind, year(roster_tables.as_of)) in (
            select (mine.kind, year(mine.as_of))
            from roster_tables as mine
            where mine.batch_id = $batch_id
        )
),

scoped as (
    select
        spoken.year,
        spoken.added,
        scopes.unit_id,
        scopes.whole
    from scopes
    inner join spoken using (table_id)
),

held as (
    select
        spoken.year,
        spoken.added,
        table_units.unit_id
    from table_units
    inner join spoken using (table_id)
    union
    select
        year,
        added,
        unit_id
    from scoped
)

select
    exists (
        select 1
        from held
        inner join unit_path using (year, unit_id)
        inner join scoped
            on held.year = scoped.year
            and unit_path.ancestor_id = scoped.unit_id
            and (scoped.whole or unit_path.distance = 0)
        where held.added <> scoped.added
    )
    or exists (
        select 1
        from held
        inner join successions on held.unit_id = successions.old_unit_id
    ) as meets
