-- title: Hamlets said to have a cell that no roster shows
-- compares: rosters of hamlets with the cells of the other rosters
-- severity: doubt
-- rosters: hamlets.has_cell, cells
-- units: communes
-- A cell is the hamlet's by its name, the type of the hamlet left out or not; a joint
-- one by the name that the roster of hamlets gives it. Rather none found too few than a
-- false alarm: marks, spaces and abbreviations do not count.
-- Grain: one row per finding and row of a roster
with said as (
    select
        hamlets_in_force.year,
        hamlets_in_force.unit_id,
        hamlets_in_force.table_id,
        hamlets_in_force.row_number,
        hamlets_in_force.has_cell,
        homes.home_id,
        flat_name(tree.name) as flat_name,
        flat_name(split_part(unit_versions.name_key, '|', 2)) as flat_bare,
        flat_name(hamlets_in_force.cell_name) as flat_cell,
        hamlets_in_force.cell_name
    from hamlets_in_force
    inner join tree using (year, unit_id)
    inner join unit_versions using (unit_id)
    inner join homes
        on hamlets_in_force.year = homes.year
        and homes.year = homes.from_year
        and hamlets_in_force.unit_id = homes.unit_id
    inner join covered
        on homes.year = covered.year
        and homes.home_id = covered.home_id
        and covered.need = 'cells'
    where
        not hamlets_in_force.ratings_only
        and (
            hamlets_in_force.has_cell = 'own'
            or (
                hamlets_in_force.has_cell = 'joint'
                and hamlets_in_force.cell_name is not null
            )
        )
)

select
    said.year,
    said.unit_id as finding,
    said.unit_id,
    said.table_id,
    said.row_number,
    'hamlet' as role,
    said.has_cell as reason,
    said.cell_name
from said
where
    not exists (
        select 1
        from shown_cells
        where
            said.year = shown_cells.year
            and said.home_id = shown_cells.home_id
            and (
                said.unit_id = shown_cells.hamlet_id
                or shown_cells.flat_name in (
                    said.flat_name, said.flat_bare, said.flat_cell
                )
                or (
                    length(said.flat_bare) >= 4
                    and contains(shown_cells.flat_name, said.flat_bare)
                )
                or (
                    length(said.flat_cell) >= 4
                    and contains(shown_cells.flat_name, said.flat_cell)
                )
            )
    )
qualify row_number() over (partition by said.year, said.unit_id) = 1
