-- The rows of rosters of organisations that are in force. A blank rating with a written
-- reason is not rated, its own class; a level that is not written follows from the
-- tree. Grain: one row per organisation in a roster.
create or replace view organisations_in_force as
select
    tables_in_force.year,
    tables_in_force.as_of,
    tables_in_force.ratings_only,
    tree.level as unit_level,
    tree.kind as unit_kind,
    tree.hamlet_id,
    organisations.* replace (
        coalesce(
            organisations.rating,
            case when organisations.not_rated_reason is not null then 'not_rated' end
        ) as rating,
        coalesce(
            organisations.level,
            case tree.level
                when 'commune' then 'grassroots_committee'
                when 'organisation' then 'grassroots_committee'
                when 'subcommittee' then 'subcommittee'
                when 'cell' then 'cell'
            end
        ) as level
    )
from organisations
inner join tables_in_force using (table_id)
anti join hidden_rows using (table_id, unit_id)
left join tree
    on tables_in_force.year = tree.year
    and organisations.unit_id = tree.unit_id
