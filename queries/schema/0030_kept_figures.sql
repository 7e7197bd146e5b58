-- Derived: the figures of all communes and of what stands above them, as it was
-- (boundaries: then) and as it is now, under the choices and of the population and by
-- the field that `variant` tells (empty: the standard ones). Right only while the
-- setting `kept` says so.
-- Grain: one row per boundaries, indicator, variant, unit, year and group.
create or replace table kept_figures (
    boundaries varchar not null,
    indicator varchar not null,
    variant varchar not null,
    unit_id integer not null,
    year integer not null,
    "group" varchar,
    as_of date,
    numerator bigint,
    denominator bigint,
    unknown bigint,
    reported integer not null,
    expected integer not null,
    missing_size bigint,
    estimated boolean not null
)
