-- title: Leaders managed by the province under 40
-- source: Resolution 2021-2025 I.2.2
-- unit: share
-- counts: leaders managed by the provincial standing committee, under 40 at as_of
-- roster: leaders
-- fields: birth_date, managed
-- reported_by: all
-- flow: no
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (
        where under_age(birth_date, birth_date_precision, 40, as_of)
    ) as numerator,
    count(*) filter (
        where under_age(birth_date, birth_date_precision, 40, as_of) is not null
    ) as denominator,
    count(*) filter (
        where under_age(birth_date, birth_date_precision, 40, as_of) is null
    ) as unknown
from grouped_leaders($by)
where
    not ratings_only
    and managed
    and reports(table_id, 'birth_date')
    and reports(table_id, 'managed')
group by all
