-- Keeps boundaries; what a unit had before is replaced.
-- Grain: one row per unit of `staged`.
insert or replace into unit_outlines by name
select
    unit_id,
    geometry,
    source
from staged
