-- Whether units began, ended or went into others since the day of the present tree.
with days as (
    select
        setting::date as tree_day,
        $today::date as today
    from settings
    where name = 'tree_day'
)

select
    exists (
        select 1
        from units
        cross join days
        where
            (units.valid_from > tree_day and units.valid_from <= today)
            or (units.valid_to >= tree_day and units.valid_to < today)
    )
    or exists (
        select 1
        from successions
        cross join days
        where
            successions.happened_on > tree_day and successions.happened_on <= today
    ) as is_old
