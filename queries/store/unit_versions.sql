-- All units in force with their periods. Grain: one row per unit and period.
select
    unit_id,
    code,
    name,
    name_key,
    level,
    kind,
    parent_id,
    area_id,
    hamlet_id,
    valid_from,
    valid_to,
    expected,
    declared
from unit_versions
order by unit_id, valid_from nulls first
