-- Derived: the tree of each year, and the present one under the year 9999 (units that
-- stand today); one row per unit and year, as it stood on the last
-- day of the year (a unit that ended within the year: on its own last day; then
-- ended is true). area_id: also for the years in which the former district stood.
create table tree (
    year integer not null,
    unit_id integer not null,
    code varchar not null,
    name varchar not null,
    level varchar not null,
    kind varchar,
    parent_id integer,
    area_id integer,
    hamlet_id integer,
    expected boolean,
    ended boolean not null
)
