-- Units of the tree, one row per unit and period of its life, as one batch tells it.
-- A move or a renaming ends one period and opens the next; the periods of one unit in
-- one batch never overlap. Nothing is overwritten: a units roster (declared) tells a
-- unit's whole life anew and stands before what other rosters only name; undone, the
-- older telling is in force again (view unit_versions).
-- valid_from null: since ever; valid_to null: to this day; both days belong to the
-- period. level: province, area, district, commune, organisation, subcommittee, cell,
-- hamlet. kind: commune, agency, public_service_unit, state_enterprise,
-- private_enterprise, foreign_enterprise, cooperative, army, police, other; of cells
-- also hamlet (chi bộ thôn, TDP). area_id: the former district kept as a grouping (địa
-- bàn). hamlet_id: the hamlet that a cell belongs to. expected: whether it is expected
-- to report (null: by the rule of its level).
create table units (
    unit_id integer not null,
    code varchar not null,
    name varchar not null,
    name_key varchar not null,
    level varchar not null,
    kind varchar,
    parent_id integer,
    area_id integer,
    hamlet_id integer,
    valid_from date,
    valid_to date,
    expected boolean,
    declared boolean not null,
    batch_id integer not null
)
