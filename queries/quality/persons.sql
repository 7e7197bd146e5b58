-- The persons of certain rows (staged: table, row), for whoever may see them.
-- Grain: one row per row of a roster of persons.
with named as (
    select
        table_id,
        row_number,
        name,
        birth_date,
        birth_date_precision
    from members
    union all
    select
        table_id,
        row_number,
        name,
        birth_date,
        birth_date_precision
    from admissions
)

select
    named.table_id,
    named.row_number,
    named.name,
    named.birth_date,
    named.birth_date_precision
from named
semi join staged using (table_id, row_number)
