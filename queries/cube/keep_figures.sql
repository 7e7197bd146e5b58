-- Keeps figures that were rolled up (staged), as it was or as it is now.
insert into kept_figures
select
    $boundaries as boundaries,
    indicator,
    unit_id,
    year,
    as_of,
    numerator,
    denominator,
    unknown,
    reported,
    expected,
    missing_size,
    estimated
from staged
