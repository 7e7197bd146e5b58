-- title: Non-state cells founded
-- source: Di Linh II.1.2
-- unit: count
-- counts: cells of non-state organisations founded in the year
-- roster: organisations
-- fields: non_state, founded_on
-- reported_by: all
-- flow: yes
-- Unknown: founded at no known time, or in the year but non-state or not unknown.
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where non_state and year(founded_on) = year) as numerator,
    null::bigint as denominator,
    count(*) filter (
        where (non_state and founded_on is null)
        or (non_state is null and year(founded_on) = year)
    ) as unknown
from grouped_organisations($by)
where
    not ratings_only
    and non_state is distinct from false
    and level in ('cell', 'grassroots_cell')
    and reports(table_id, 'non_state')
    and reports(table_id, 'founded_on')
group by all
