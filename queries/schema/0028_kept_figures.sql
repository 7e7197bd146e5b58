-- Derived: the figures of all communes and of what stands above them, under the
-- standard choices, as it was (boundaries: then) and as it is now. Right only while the
-- setting `kept` says so. Grain: one row per boundaries, indicator, unit and year.
create or replace table kept_figures (
    boundaries varchar not null,
    indicator varchar not null,
    unit_id integer not null,
    year integer not null,
    as_of date,
    numerator bigint,
    denominator bigint,
    unknown bigint,
    reported integer not null,
    expected integer not null,
    missing_size bigint,
    estimated boolean not null
)
