-- title: Hamlet cells with a committee
-- source: Di Linh II.1.2
-- unit: share
-- counts: cells of hamlets and residential groups
-- roster: hamlets
-- fields: has_cell, cell_has_committee
-- reported_by: hamlets
-- flow: no
-- Each cell once: a joint cell by its name within its commune, whose figure it is.
-- No word on the cell or on its committee is unknown.
-- Grain: one row per unit and year
with told as (
    select
        year,
        as_of,
        "group",
        case when has_cell is not null then cell_has_committee end as has_committee,
        case
            when has_cell = 'joint' and cell_name is not null then commune_id
            else unit_id
        end as unit_id,
        case when has_cell = 'joint' then lower(trim(cell_name)) end as joint_cell
    from grouped_hamlets($by)
    where
        not ratings_only
        and has_cell is distinct from 'none'
        and reports(table_id, 'has_cell')
        and reports(table_id, 'cell_has_committee')
),

cells as (
    select
        year,
        unit_id,
        joint_cell,
        case
            when $by = 'row' then arg_min("group", has_committee is not true)
            else min("group")
        end as "group",
        max(as_of) as as_of,
        bool_or(has_committee) as has_committee
    from told
    group by year, unit_id, joint_cell
)

select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where has_committee) as numerator,
    count(*) filter (where has_committee is not null) as denominator,
    count(*) filter (where has_committee is null) as unknown
from cells
group by all
