-- title: Cells in which no member is listed
-- compares: cells of the rosters of organisations with those that members name
-- severity: doubt
-- rosters: cells, members.cells
-- units: with_cells
-- Cells founded after the date of the members' roster are left out.
-- Grain: one row per finding and row of a roster
select
    organisations_in_force.year,
    organisations_in_force.unit_id as finding,
    organisations_in_force.unit_id,
    organisations_in_force.table_id,
    organisations_in_force.row_number,
    'organisation' as role
from organisations_in_force
inner join homes
    on organisations_in_force.year = homes.year
    and homes.year = homes.from_year
    and organisations_in_force.unit_id = homes.unit_id
inner join covered
    on homes.year = covered.year
    and homes.home_id = covered.home_id
    and covered.need = 'members.cells'
where
    organisations_in_force.unit_level = 'cell'
    and not organisations_in_force.ratings_only
    and coalesce(organisations_in_force.founded_on <= covered.as_of, true)
    and not exists (
        select 1
        from persons
        where
            persons.source = 'members'
            and organisations_in_force.year = persons.year
            and organisations_in_force.unit_id = persons.unit_id
    )
