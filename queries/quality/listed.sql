-- The first $most findings (staged; null: all) of a check and year, of a unit with all
-- under it, open ($accepted false) or accepted, with every row that they concern.
-- Grain: one row per finding and row of a roster.
with inside as (
    select unit_id
    from unit_path
    where
        year = $year
        and ancestor_id = $unit_id
),

of_check as (
    select
        staged.finding,
        staged.unit_id,
        staged.home_id,
        staged.table_id,
        staged.row_number,
        staged.role,
        staged.said,
        staged.fingerprint
    from staged
    where
        staged.check_id = $check_id
        and staged.year = $year
),

concerned as (
    select
        of_check.finding,
        acceptances.reason,
        acceptances.accepted_on,
        min(tree.code) as code
    from of_check
    left join acceptances using (fingerprint)
    left join tree
        on tree.year = $year
        and of_check.unit_id = tree.unit_id
    where
        (
            of_check.home_id in (select inside.unit_id from inside)
            or of_check.unit_id in (select inside.unit_id from inside)
        )
        and (acceptances.fingerprint is not null) = $accepted
    group by all
    order by
        code,
        of_check.finding
    limit coalesce($most::bigint, 9223372036854775807)
)

select
    of_check.finding,
    of_check.unit_id,
    of_check.role,
    of_check.said,
    of_check.fingerprint,
    concerned.reason,
    concerned.accepted_on,
    of_check.table_id,
    of_check.row_number,
    batches.file,
    roster_tables.sheet,
    roster_tables.kind
from of_check
inner join concerned using (finding)
left join roster_tables using (table_id)
left join batches using (batch_id)
order by
    concerned.code,
    of_check.finding,
    coalesce(of_check.role = 'last_year', false),
    of_check.role,
    of_check.table_id,
    of_check.row_number
