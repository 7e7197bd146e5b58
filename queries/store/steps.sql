-- The schema steps that this file has been through.
select step from schema_steps
