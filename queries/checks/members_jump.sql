-- title: Numbers of members that jump
-- compares: how many members a unit has with the year before
-- severity: doubt
-- rosters: members, members_before
-- units: all
-- A difference, admissions left out, of at least ten persons and of more than a fifth
-- of last year's; or nobody left of a unit that had members, although a roster speaks
-- for it. moved_in, moved_out: found again in another commune or organisation.
-- Grain: one row per finding (a unit; no single row is meant)
with compared as (
    select
        before.year,
        before.home_id
    from covered as before
    inner join covered as now
        on before.year = now.year
        and before.home_id = now.home_id
    where before.need = 'members_before' and now.need = 'members'
),

dated as (
    select
        year,
        max(as_of) as last_as_of
    from sides
    where link = 'years' and side = 'left'
    group by all
),

counted as (
    select
        sides.year,
        sides.home_id,
        count(*) filter (where sides.side = 'left') as before,
        count(*) filter (where sides.side = 'right') as now,
        count(*) filter (
            where
            sides.side = 'right'
            and other.row_id is null
            and sides.admitted_on > dated.last_as_of
        ) as admitted,
        count(*) filter (
            where sides.side = 'right' and sides.home_id <> other.home_id
        ) as moved_in,
        count(*) filter (
            where sides.side = 'left' and sides.home_id <> other.home_id
        ) as moved_out
    from sides
    left join pairs using (side_id)
    semi join compared using (year, home_id)
    inner join dated using (year)
    left join sides as other on pairs.other_id = other.side_id
    where sides.link = 'years'
    group by all
)

select
    counted.year,
    counted.home_id as finding,
    counted.home_id as unit_id,
    null::integer as table_id,
    null::integer as row_number,
    null::varchar as role,
    counted.before,
    counted.admitted,
    counted.moved_in,
    counted.moved_out,
    counted.now
from counted
inner join tree
    on counted.year = tree.year
    and counted.home_id = tree.unit_id
where
    tree.level in ('commune', 'organisation')
    and (
        (counted.before > 0 and counted.now = 0)
        or (
            abs(counted.now - counted.admitted - counted.before) >= 10
            and 5 * abs(counted.now - counted.admitted - counted.before)
            > counted.before
        )
    )
