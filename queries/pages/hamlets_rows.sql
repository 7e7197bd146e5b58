-- Hamlets by the rows of rosters that tell of them, each under the commune that its
-- figure stands in: in the tree of $tree_year (the present one: units as now).
-- $row_keys and $communes go in pairs. head, front_head: whether they are members.
-- Grain: one row per row asked for.
with asked as (
    select
        unnest($row_keys::varchar []) as hamlet_row,
        unnest($communes::integer []) as commune_id
),

placed as (
    select
        hamlet_row,
        commune_id,
        split_part(hamlet_row, ':', 1)::integer as table_id,
        split_part(hamlet_row, ':', 2)::integer as row_number
    from asked
)

select
    placed.hamlet_row,
    placed.row_number,
    coalesce(communes.name, '') as commune,
    coalesce(names.name, '') as hamlet,
    hamlets.households,
    hamlets.members,
    hamlets.has_cell,
    hamlets.cell_name,
    hamlets.cell_has_committee,
    hamlets.head_is_member as head,
    hamlets.front_head_is_member as front_head,
    roster_tables.sheet,
    roster_tables.as_of,
    batches.file
from placed
inner join hamlets using (table_id, row_number)
inner join roster_tables using (table_id)
inner join batches using (batch_id)
left join tree as communes
    on placed.commune_id = communes.unit_id
    and communes.year = $tree_year
left join tree as names
    on hamlets.unit_id = names.unit_id
    and names.year = year(roster_tables.as_of)
order by
    commune collate vi,
    hamlet collate vi,
    placed.hamlet_row
