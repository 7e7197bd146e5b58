-- title: Officials who signed the commitment
-- source: Di Linh II.1.2
-- unit: share
-- counts: members who are cadres, civil servants, public employees, soldiers
-- roster: members
-- fields: signed_commitment, official
-- reported_by: all
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where signed_commitment) as numerator,
    count(*) filter (where signed_commitment is not null) as denominator,
    count(*) filter (where signed_commitment is null) as unknown
from grouped_members($by)
where
    not ratings_only
    and official in ('cadre', 'civil_servant', 'public_employee', 'soldier')
    and reports(table_id, 'signed_commitment')
    and reports(table_id, 'official')
group by all
