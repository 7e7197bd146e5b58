-- What a unit went into: one row per old unit and unit that followed it.
-- share: the part of the old unit that went there, 1 for the whole, null if unknown.
create table successions (
    old_unit_id integer not null,
    new_unit_id integer not null,
    happened_on date not null,
    share decimal(9, 6),
    batch_id integer
)
