-- The kept figures of certain indicators, each under one variant, and units.
-- Grain: one row per indicator, unit, year and group; none of a unit whose figures are
-- not kept.
select
    indicator,
    unit_id,
    year,
    "group",
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
    and list_contains($units::integer [], unit_id)
    and list_contains($indicators::varchar [], indicator)
    and variant
    = list_extract(
        $variants::varchar [], list_position($indicators::varchar [], indicator)
    )
    and year = coalesce($year::integer, year)
order by
    list_position($indicators::varchar [], indicator),
    unit_id,
    year,
    "group" nulls first
