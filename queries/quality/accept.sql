-- Accepts a finding as it is; of one that was accepted the newer reason stands.
insert into acceptances
values ($fingerprint, $check_id, $year, $unit_id, $reason, $accepted_on)
on conflict (fingerprint) do update set
    reason = excluded.reason,
    accepted_on = excluded.accepted_on
