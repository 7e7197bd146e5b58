-- Derived: which unit is in which group that the user has defined, from what is told in
-- `memberships`; a unit that ended is in the group of what most of it went into.
create table group_members (
    unit_id integer not null,
    group_id integer not null
)
