-- How many findings a check (staged) has for every unit and year, and in how many of
-- the communes and organisations under it the check could be made at all. findings:
-- null where in none. missing: the rosters that are not there in some of them. $units:
-- which of them the check is about: all, with_cells (cells under them), or communes.
-- Grain: one row per year and unit that has a commune or organisation, or is one.
with years_told as (
    select distinct year
    from tables_in_force
    where kind not in ('units', 'successions', 'aggregates')
),

-- Delegations have neither members nor cells of their own.
delegations as (
    select unit_id
    from organisations_in_force
    where level is not null
    group by all
    having bool_and(level = 'delegation')
),

with_cells as (
    select distinct
        homes.year,
        homes.home_id
    from homes
    inner join tree using (year, unit_id)
    where homes.year = homes.from_year and tree.level in ('subcommittee', 'cell')
),

places as (
    select distinct
        homes.year,
        homes.home_id
    from homes
    inner join tree
        on homes.year = tree.year
        and homes.home_id = tree.unit_id
    inner join years_told on homes.year = years_told.year
    anti join delegations on homes.home_id = delegations.unit_id
    left join with_cells
        on homes.year = with_cells.year
        and homes.home_id = with_cells.home_id
    where
        homes.year = homes.from_year
        and tree.level in ('commune', 'organisation')
        and case $units
            when 'communes' then tree.level = 'commune'
            when 'with_cells'
                then tree.level = 'commune' or with_cells.home_id is not null
            else true
        end
),

needs as (
    select unnest($needs::varchar []) as need
),

wanted as (
    select
        places.year,
        places.home_id,
        needs.need,
        bool_or(covered.need is not null) as is_there
    from places
    cross join needs
    left join covered
        on places.year = covered.year
        and places.home_id = covered.home_id
        and list_contains(string_split(needs.need, '|'), covered.need)
    group by all
),

reach as (
    select
        year,
        home_id,
        bool_and(is_there) as can_be_made,
        list(need) filter (where not is_there) as missing
    from wanted
    group by all
),

rolled as (
    select
        unit_path.year,
        unit_path.ancestor_id as unit_id,
        count(*) as units,
        count(*) filter (where reach.can_be_made) as made,
        list_sort(list_distinct(flatten(list(reach.missing)))) as missing
    from reach
    inner join unit_path
        on reach.year = unit_path.year
        and reach.home_id = unit_path.unit_id
    group by all
),

found as (
    select
        staged.year,
        unit_path.ancestor_id as unit_id,
        count(distinct staged.finding) as findings
    from staged
    left join homes
        on staged.year = homes.year
        and homes.year = homes.from_year
        and staged.unit_id = homes.unit_id
    inner join unit_path
        on staged.year = unit_path.year
        and coalesce(homes.home_id, staged.unit_id) = unit_path.unit_id
    group by all
)

select
    rolled.year,
    rolled.unit_id,
    case when rolled.made > 0 then coalesce(found.findings, 0) end as findings,
    rolled.made,
    rolled.units,
    rolled.missing
from rolled
left join found using (year, unit_id)
order by
    rolled.year,
    rolled.unit_id
