-- What kind of organisation a unit is in a year: as a roster of organisations says
-- (that of the year, else of the nearest year, the earlier one first), else the tree.
-- Grain: one row per year and unit that has a kind.
create or replace view unit_kinds as
with told as (
    select
        year as told_year,
        unit_id,
        arg_max(kind, table_id) as kind
    from organisations_in_force
    where
        kind is not null
        and level in ('grassroots_committee', 'grassroots_cell', 'cell')
    group by all
),

nearest as (
    select
        tree.year,
        tree.unit_id,
        arg_min(
            told.kind,
            2 * abs(told.told_year - tree.year) + (told.told_year > tree.year)::integer
        ) as kind
    from tree
    inner join told using (unit_id)
    group by all
)

select
    tree.year,
    tree.unit_id,
    case
        when tree.level = 'commune' then 'commune'
        else coalesce(nearest.kind, tree.kind)
    end as kind
from tree
left join nearest using (year, unit_id)
where tree.level = 'commune' or coalesce(nearest.kind, tree.kind) is not null
