-- Keeps figures that were rolled up (staged).
insert into kept_figures
select
    indicator,
    unit_id,
    year,
    as_of,
    numerator,
    denominator,
    unknown,
    reported,
    expected,
    missing_size
from staged
