-- Which unit belongs to which group of a grouping that the user defined (mountain and
-- coast, clusters). A group and its grouping are units of their own levels; the batch
-- that tells a group's life tells all its members with it, so the members in force are
-- those of the batch whose telling of the group is in force (view unit_versions).
-- Grain: one row per unit, group and batch; a unit once at most in a grouping.
create table memberships (
    unit_id integer not null,
    group_id integer not null,
    batch_id integer not null
)
