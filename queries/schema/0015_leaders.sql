-- One row per leader or manager. level: provincial, district, commune. managed: by the
-- provincial standing committee. division_level: head or deputy head of division and
-- above.
create table leaders (
    table_id integer not null,
    row_number integer not null,
    unit_id integer not null,
    name varchar not null,
    name_key varchar not null,
    birth_date date,
    birth_date_precision varchar,
    gender varchar,
    level varchar,
    position varchar,
    managed boolean,
    division_level boolean,
    profession varchar,
    political_theory varchar,
    rating varchar,
    trained boolean
)
