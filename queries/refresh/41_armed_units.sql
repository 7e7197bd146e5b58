-- Armed forces: organisations of kind army or police or so flagged, wherever they
-- stand, with all that is under them (DESIGN, conventions). What no roster of the year
-- tells is taken from the nearest year that does, the earlier one first.
-- Of the units whose number is above $after: all, or those that a batch adds.
-- Grain: one row per unit and year.
with told as (
    select
        year(roster_tables.as_of) as told_year,
        organisations.unit_id,
        bool_or(
            coalesce(organisations.armed_forces, false)
            or coalesce(organisations.kind in ('army', 'police'), false)
        ) as armed
    from organisations
    inner join roster_tables using (table_id)
    anti join hidden_rows using (table_id, unit_id)
    where organisations.armed_forces is not null or organisations.kind is not null
    group by all
),

of_year as (
    select
        tree.year,
        tree.unit_id,
        told.armed
    from tree
    inner join told using (unit_id)
    qualify row_number() over (
        partition by tree.year, tree.unit_id
        order by
            told.told_year > tree.year,
            abs(told.told_year - tree.year)
    ) = 1
),

armed as (
    select
        tree.year,
        tree.unit_id
    from tree
    left join of_year using (year, unit_id)
    where coalesce(of_year.armed, tree.kind in ('army', 'police'), false)
)

insert into armed_units
select distinct
    unit_path.year,
    unit_path.unit_id
from armed
inner join unit_path
    on armed.year = unit_path.year
    and armed.unit_id = unit_path.ancestor_id
where unit_path.unit_id > $after
