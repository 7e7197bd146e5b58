-- A finding is no longer accepted. Grain: one row per acceptance taken back.
delete from acceptances
where fingerprint = $fingerprint
returning fingerprint
