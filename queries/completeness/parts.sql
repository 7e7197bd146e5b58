-- The parts of a unit ($unit_id) that are expected to report in each year with facts (a
-- unit without parts is its own), and what each of them is made of in turn.
-- Grain: one row per year, part and unit that it is made of.
with asked as (
    select
        tree.year,
        coalesce(parts.part_id, tree.unit_id) as part_id
    from tree
    semi join reported_years using (year)
    left join parts using (year, unit_id)
    where tree.unit_id = $unit_id
)

select
    asked.year,
    asked.part_id,
    coalesce(parts.part_id, asked.part_id) as own_id,
    tree.level as own_level
from asked
left join parts
    on asked.year = parts.year
    and asked.part_id = parts.unit_id
inner join tree
    on asked.year = tree.year
    and coalesce(parts.part_id, asked.part_id) = tree.unit_id
order by
    asked.year,
    asked.part_id,
    own_id
