-- Keeps the rows of an indicator (staged).
insert into leaf_counts
select
    $indicator as indicator,
    unit_id,
    year,
    as_of,
    numerator,
    denominator,
    unknown
from staged
