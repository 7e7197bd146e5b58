-- What checks found and somebody has accepted as it is, with the reason. fingerprint:
-- of what was found, not of where it stands: the same facts in a newer file stay
-- accepted, other facts do not. No user is known to the program: the day alone.
-- One row per fingerprint.
create table acceptances (
    fingerprint varchar primary key,
    check_id varchar not null,
    year integer not null,
    unit_id integer not null,
    reason varchar not null,
    accepted_on date not null
)
