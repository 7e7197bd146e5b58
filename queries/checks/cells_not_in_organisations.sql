-- title: Cells of members that no roster of organisations has
-- compares: cells named by members with the rosters of organisations
-- severity: doubt
-- rosters: members, cells
-- units: with_cells
-- Grain: one row per finding and row of a roster
with unlisted as (
    select
        persons.*,
        count(*) over (partition by persons.year, persons.unit_id) as members
    from persons
    inner join tree using (year, unit_id)
    inner join covered
        on persons.year = covered.year
        and persons.home_id = covered.home_id
        and covered.need = 'cells'
    where
        persons.source = 'members'
        and tree.level = 'cell'
        and not exists (
            select 1
            from organisations_in_force
            where
                persons.year = organisations_in_force.year
                and persons.unit_id = organisations_in_force.unit_id
        )
)

select
    year,
    unit_id as finding,
    unit_id,
    table_id,
    row_number,
    'member' as role,
    members
from unlisted
