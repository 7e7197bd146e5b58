-- Derived: the figures of all communes and of what stands above them, under the
-- standard choices. Right only while the setting `kept` says so.
-- Grain: one row per indicator, unit and year.
create table kept_figures (
    indicator varchar not null,
    unit_id integer not null,
    year integer not null,
    as_of date,
    numerator bigint,
    denominator bigint,
    unknown bigint,
    reported integer not null,
    expected integer not null,
    missing_size bigint
)
