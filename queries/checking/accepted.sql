-- The findings of a check (staged: checking/marked.sql) that are accepted, by what the
-- check itself calls them, with the reason. Grain: one row per year and finding.
select distinct
    staged.year,
    substr(staged.finding, length($check_id) + 2) as finding,
    acceptances.reason
from staged
inner join acceptances using (fingerprint)
