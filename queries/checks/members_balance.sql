-- title: Members who came without being admitted, or left
-- compares: members of a unit with those of the year before, person by person
-- severity: look
-- rosters: members, members_before
-- units: all
-- before + admitted + arrived + moved_in - moved_out - gone = now, each person once.
-- admitted: not there before, with an admission date after the last roster. arrived:
-- not found anywhere before, admitted earlier or nobody knows when. gone: found nowhere
-- now. moved: from or to another commune or organisation.
-- Grain: one row per finding and row of a roster
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

ways as (
    select
        sides.year,
        sides.home_id,
        sides.side,
        sides.table_id,
        sides.row_number,
        case
            when other.home_id = sides.home_id then 'stayed'
            when other.row_id is not null and sides.side = 'left' then 'moved_out'
            when other.row_id is not null then 'moved_in'
            when sides.side = 'left' then 'gone'
            when sides.admitted_on > dated.last_as_of then 'admitted'
            else 'arrived'
        end as way
    from sides
    left join pairs using (side_id)
    semi join compared using (year, home_id)
    inner join dated using (year)
    left join sides as other on pairs.other_id = other.side_id
    where sides.link = 'years'
),

balance as (
    select
        year,
        home_id,
        count(*) filter (where side = 'left') as before,
        count(*) filter (where way = 'admitted') as admitted,
        count(*) filter (where way = 'arrived') as arrived,
        count(*) filter (where way = 'moved_in') as moved_in,
        count(*) filter (where way = 'moved_out') as moved_out,
        count(*) filter (where way = 'gone') as gone,
        count(*) filter (where side = 'right') as now
    from ways
    group by all
)

select
    ways.year,
    ways.home_id as finding,
    ways.home_id as unit_id,
    ways.table_id,
    ways.row_number,
    ways.way as role,
    balance.before,
    balance.admitted,
    balance.arrived,
    balance.moved_in,
    balance.moved_out,
    balance.gone,
    balance.now
from ways
inner join balance using (year, home_id)
where ways.way in ('arrived', 'gone')
