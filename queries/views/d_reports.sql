-- Whether a table has a column for a field; what it has no column for is "not
-- reported" for its units, neither no nor unknown (DESIGN, conventions).
-- The table stands outside the subquery on purpose: inside it, a caller's table_id
-- would be taken for that of table_fields, and every table would seem to report.
create or replace macro reports(reporting_table, wanted_field) as
reporting_table in (
    select table_fields.table_id
    from table_fields
    where table_fields.field = wanted_field
)
