-- The posts in committees that are in force; the same person in the same body once, as
-- secretary before deputy before member (DESIGN, conventions). A body that is not
-- written follows from the level of the unit. in_grassroots: the committee of a
-- grassroots organisation, be it a committee's or a grassroots cell's. in_hamlet_cell:
-- the cell of a hamlet or residential group. Where a roster has one column of training
-- only, it serves the new knowledge too. Grain: one row per unit, body and person.
create or replace view officers_in_force as
with grassroots_cells as (
    select distinct unit_id
    from organisations_in_force
    where level = 'grassroots_cell'
),

posts as (
    select
        tables_in_force.year,
        tables_in_force.as_of,
        tables_in_force.ratings_only,
        tree.level as unit_level,
        coalesce(tree.level = 'cell', false)
        and (coalesce(tree.kind = 'hamlet', false) or tree.hamlet_id is not null)
            as of_hamlet,
        officers.unit_id in (select grassroots_cells.unit_id from grassroots_cells)
        or coalesce(tree.level in ('organisation', 'commune'), false) as of_grassroots,
        officers.* replace (
            coalesce(
                officers.body,
                case tree.level
                    when 'province' then 'provincial'
                    when 'district' then 'district'
                    when 'commune' then 'grassroots'
                    when 'organisation' then 'grassroots'
                    when 'subcommittee' then 'subcommittee'
                    when 'cell' then 'cell'
                end
            ) as body,
            case
                when reports(officers.table_id, 'trained_new_knowledge')
                    then officers.trained_new_knowledge
                else officers.trained
            end as trained_new_knowledge
        )
    from officers
    inner join tables_in_force using (table_id)
    anti join hidden_rows using (table_id, unit_id)
    left join tree
        on tables_in_force.year = tree.year
        and officers.unit_id = tree.unit_id
    qualify row_number() over (
        partition by
            tables_in_force.year,
            tables_in_force.ratings_only,
            officers.unit_id,
            officers.body,
            officers.name_key,
            officers.birth_date
        order by
            coalesce(
                list_position(['secretary', 'deputy', 'member'], officers.position), 4
            ),
            tables_in_force.as_of desc,
            officers.table_id,
            officers.row_number
    ) = 1
)

select
    posts.*,
    posts.body = 'grassroots' or (posts.body = 'cell' and posts.of_grassroots)
        as in_grassroots,
    posts.body = 'cell' and posts.of_hamlet as in_hamlet_cell
from posts
