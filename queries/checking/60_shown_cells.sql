-- The cells that the rosters of organisations and of members show, with the first row
-- that shows each, and their names as they can be held against those of hamlets.
-- hamlet_key: type and bare name of the hamlet that a cell is named after, as the tree
-- writes it. flat_name: letters and figures alone, without marks and without "chi bộ".
-- Grain: one row per year, cell and kind of roster.
create or replace temp table shown_cells as
with shown as (
    select
        year,
        unit_id,
        'organisations' as kind,
        min({'table_id': table_id, 'row_number': row_number}) as place
    from organisations_in_force
    where level in ('cell', 'grassroots_cell') and not ratings_only
    group by all
    union all
    select
        year,
        unit_id,
        'members' as kind,
        min({'table_id': table_id, 'row_number': row_number}) as place
    from persons
    where source = 'members'
    group by all
),

names as (
    select
        unit_id,
        split_part(min(name_key), '|', 2) as hamlet_key
    from unit_versions
    where level in ('cell', 'organisation')
    group by all
)

select
    shown.year,
    shown.unit_id,
    shown.kind,
    shown.place.table_id,
    shown.place.row_number,
    homes.home_id,
    tree.hamlet_id,
    names.hamlet_key,
    flat_name(tree.name) as flat_name
from shown
inner join tree using (year, unit_id)
inner join names using (unit_id)
inner join homes
    on shown.year = homes.year
    and shown.year = homes.from_year
    and shown.unit_id = homes.unit_id
where tree.level in ('cell', 'organisation')
