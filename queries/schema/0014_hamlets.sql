-- One row per hamlet or residential group in a roster; unit_id is the hamlet itself.
-- kind: hamlet, residential_group. has_cell: own, joint, none. cell_name: the joint
-- cell, where named.
create table hamlets (
    table_id integer not null,
    row_number integer not null,
    unit_id integer not null,
    kind varchar,
    households integer,
    members integer,
    has_cell varchar,
    cell_name varchar,
    cell_has_committee boolean,
    head_is_member boolean,
    front_head_is_member boolean,
    mountainous boolean,
    ethnic_minority boolean,
    religious boolean
)
