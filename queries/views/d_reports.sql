-- Whether a table has a column for a field; what it has no column for is "not
-- reported" for its units, neither no nor unknown (DESIGN, conventions).
create or replace macro reports(reporting_table, wanted_field) as exists (
    select 1
    from table_fields
    where
        table_fields.table_id = reporting_table
        and table_fields.field = wanted_field
)
