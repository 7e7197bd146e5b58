-- The units of today under a unit, itself included, and the part that they belong to:
-- the commune or the committee directly under the province that reports for them, so
-- that each part's latest roster is taken. Grain: one row per unit.
with places as (
    select unit_id
    from unit_path
    where year = $year and ancestor_id = $unit_id
),

reporters as (
    select
        unit_path.unit_id,
        unit_path.ancestor_id as part_id
    from unit_path
    inner join tree
        on unit_path.ancestor_id = tree.unit_id and unit_path.year = tree.year
    where unit_path.year = $year and tree.level in ('commune', 'district')
    qualify
        row_number() over (
            partition by unit_path.unit_id
            order by unit_path.distance
        ) = 1
)

select
    places.unit_id,
    coalesce(reporters.part_id, $unit_id) as part_id
from places
left join reporters using (unit_id)
