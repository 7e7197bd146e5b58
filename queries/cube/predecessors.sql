-- The units of each year that make up a unit of today (carried), on its own level; the
-- unit itself where it stood. Grain: one row per year, unit of today and unit of then.
select
    tree.year,
    today.unit_id,
    tree.unit_id as predecessor_id
from tree
semi join reported_years using (year)
left join carried using (year, unit_id)
inner join tree as today
    on today.year = present_year()
    and today.unit_id
    = case when carried.unit_id is null then tree.unit_id else carried.now_id end
    and (
        tree.level = today.level
        or (tree.level = 'district' and today.level = 'area')
    )
where not tree.ended and tree.year = coalesce($year::integer, tree.year)
