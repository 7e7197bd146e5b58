-- What is accepted, and why. Grain: one row per fingerprint.
select
    fingerprint,
    check_id,
    year,
    unit_id,
    reason,
    accepted_on
from acceptances
