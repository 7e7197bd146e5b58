-- Derived: where the units of each year stand today, for those that no longer stand
-- where they stood (see grassroots/carrying.py). weight of total: the share of the unit
-- that is in now_id (null: nowhere). basis: null exact, told (by shares told), equal
-- (in equal parts). pool_id: the unit that was split, with which counts are shared out.
-- Right only while the setting `kept` says so. Grain: one row per year, unit, place.
create table kept_carried (
    year integer not null,
    unit_id integer not null,
    now_id integer,
    weight bigint not null,
    total bigint not null,
    basis varchar,
    pool_id integer,
    spread varchar
)
