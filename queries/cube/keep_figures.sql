-- Keeps figures that were rolled up (staged), as it was or as it is now, of a
-- population. Their name is the indicator, then how it was asked for, by words with
-- spaces between.
insert into kept_figures
select
    $boundaries as boundaries,
    split_part(indicator, ' ', 1) as indicator,
    trim(
        substring(indicator, length(split_part(indicator, ' ', 1)) + 1)
        || ' '
        || $population
    ) as variant,
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
from staged
