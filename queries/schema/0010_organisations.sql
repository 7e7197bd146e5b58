-- One row per organisation or cell in a roster. level: grassroots_committee,
-- grassroots_cell, cell, subcommittee, standing_committee, delegation. rating and
-- committee_rating: outstanding, good, completed, not_completed, not_rated; null
-- unknown. *_precision: day, month or year; the date is then the first day of it.
create table organisations (
    table_id integer not null,
    row_number integer not null,
    unit_id integer not null,
    name varchar,
    kind varchar,
    level varchar,
    founded_on date,
    founded_on_precision varchar,
    non_state boolean,
    armed_forces boolean,
    rating varchar,
    committee_rating varchar,
    not_rated_reason varchar,
    follows_rules boolean,
    inspection_programme boolean,
    new_model boolean,
    four_good boolean,
    has_committee boolean
)
