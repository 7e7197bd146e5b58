-- Scenarios ("if – then") that somebody has named: what was chosen on the page, as its
-- address says it (JSON: key → code). They stand apart from the facts: no statement
-- that counts reads them. name_key: the name without case and needless spaces.
-- One row per scenario.
create table scenarios (
    scenario_id integer primary key,
    name varchar not null,
    name_key varchar not null unique,
    codes varchar not null,
    kept_at timestamp not null
)
