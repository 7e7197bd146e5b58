-- The kept figures of certain indicators and units. Grain: one row per indicator, unit
-- and year; none of a unit whose figures are not kept.
select
    indicator,
    unit_id,
    year,
    null::varchar as "group",
    as_of,
    numerator,
    denominator,
    unknown,
    reported,
    expected,
    missing_size,
    estimated
from kept_figures
where
    boundaries = $boundaries
    and list_contains($indicators::varchar [], indicator)
    and list_contains($units::integer [], unit_id)
    and year = coalesce($year::integer, year)
order by list_position($indicators::varchar [], indicator), unit_id, year
