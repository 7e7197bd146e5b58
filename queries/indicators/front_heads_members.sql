-- title: Front heads who are members
-- source: Hà Tĩnh II.2; Bắc Kạn III.1.4
-- unit: share
-- counts: hamlets and residential groups with a known Front head
-- roster: hamlets
-- fields: front_head_is_member
-- reported_by: hamlets
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where front_head_is_member) as numerator,
    count(*) filter (where front_head_is_member is not null) as denominator,
    count(*) filter (where front_head_is_member is null) as unknown
from grouped_hamlets($by)
where
    not ratings_only
    and reports(table_id, 'front_head_is_member')
group by all
