-- title: Hamlets with at least one member
-- source: Hà Tĩnh II.2
-- unit: share
-- counts: hamlets and residential groups
-- roster: hamlets
-- fields: members
-- reported_by: hamlets
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where members > 0) as numerator,
    count(*) filter (where members is not null) as denominator,
    count(*) filter (where members is null) as unknown
from grouped_hamlets($by)
where
    not ratings_only
    and reports(table_id, 'members')
group by all
