-- A unit's count for an indicator and a year, for years that have no roster.
create table aggregates (
    table_id integer not null,
    row_number integer not null,
    unit_id integer not null,
    indicator varchar not null,
    year integer not null,
    numerator integer,
    denominator integer
)
