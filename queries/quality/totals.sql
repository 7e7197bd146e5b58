-- Printed totals that are not what their rows give, of the imports in force, in the
-- form of checking/marked.sql. unit_id: what the table speaks for.
-- Grain: one row per printed total.
with told as (
    select
        problems.details,
        problems.sheet,
        problems.row_number,
        problems.column_letter,
        batches_in_force.sha256 as file_print,
        min(roster_tables.table_id) as table_id,
        max(year(roster_tables.as_of)) as year,
        any_value(roster_tables.speaks_for) as unit_id
    from problems
    inner join batches_in_force using (batch_id)
    inner join roster_tables
        on problems.batch_id = roster_tables.batch_id
        and problems.part = roster_tables.part
    where problems.code = 'total_differs'
    group by all
)

select
    'total_differs' as check_id,
    year::integer as year,
    concat_ws('|', 'total_differs', table_id, row_number, column_letter, details)
        as finding,
    unit_id,
    unit_id as home_id,
    table_id,
    row_number,
    null::varchar as role,
    json_merge_patch(
        details::json, json_object('cell', column_letter || row_number)
    )::varchar as said,
    sha256(
        concat_ws(
            '|', 'total_differs', file_print, sheet, row_number, column_letter, details
        )
    ) as fingerprint
from told
