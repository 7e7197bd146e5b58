-- title: Hamlets said to have no cell whose cell a roster shows
-- compares: rosters of hamlets with the cells of the other rosters
-- severity: wrong
-- rosters: hamlets.has_cell, cells|members.cells
-- units: communes
-- A cell is the hamlet's where it is tied to it or bears its type and name to the
-- letter. Grain: one row per finding and row of a roster
with denied as (
    select
        hamlets_in_force.year,
        hamlets_in_force.unit_id,
        hamlets_in_force.table_id,
        hamlets_in_force.row_number,
        homes.home_id,
        replace(min(unit_versions.name_key), '|', ' ') as hamlet_key
    from hamlets_in_force
    inner join unit_versions using (unit_id)
    inner join homes
        on hamlets_in_force.year = homes.year
        and homes.year = homes.from_year
        and hamlets_in_force.unit_id = homes.unit_id
    where
        hamlets_in_force.has_cell = 'none'
        and not hamlets_in_force.ratings_only
    group by all
),

held as (
    select
        denied.*,
        shown_cells.unit_id as cell_id,
        shown_cells.kind,
        shown_cells.table_id as cell_table_id,
        shown_cells.row_number as cell_row_number
    from denied
    inner join shown_cells
        on denied.year = shown_cells.year
        and denied.home_id = shown_cells.home_id
        and (
            denied.unit_id = shown_cells.hamlet_id
            or denied.hamlet_key = shown_cells.hamlet_key
        )
)

select distinct
    year,
    unit_id as finding,
    unit_id,
    table_id,
    row_number,
    'hamlet' as role
from held
union all
select
    year,
    unit_id as finding,
    cell_id as unit_id,
    cell_table_id as table_id,
    cell_row_number as row_number,
    case kind when 'organisations' then 'organisation' else 'member' end as role
from held
