-- Derived: what each indicator counts in the rosters under the standard choices, worked
-- out once after the facts have changed. Right only while the setting `kept` says so.
-- Grain: one row per indicator, unit and year (several where dates differ).
create table leaf_counts (
    indicator varchar not null,
    unit_id integer not null,
    year integer not null,
    as_of date,
    numerator bigint,
    denominator bigint,
    unknown bigint
)
