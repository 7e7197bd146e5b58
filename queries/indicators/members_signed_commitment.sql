-- title: Officials who signed the commitment
-- source: Di Linh II.1.2
-- unit: share
-- counts: members who are cadres, civil servants, public employees, soldiers
-- roster: members
-- fields: signed_commitment, official
-- reported_by: all
-- flow: no
-- Unknown too: of whom it is not said whether they are such.
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where official is not null and signed_commitment) as numerator,
    count(*) filter (
        where official is not null and signed_commitment is not null
    ) as denominator,
    count(*) filter (where official is null or signed_commitment is null) as unknown
from grouped_members($by)
where
    not ratings_only
    and official is distinct from 'none'
    and reports(table_id, 'signed_commitment')
    and reports(table_id, 'official')
group by all
