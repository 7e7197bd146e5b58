-- The units of a year that hold a part, but not all, of a unit of the base year: how
-- many of its members are theirs is not known. Grain: one row per year and unit.
create or replace macro torn_units(admission_base) as table
with held as (
    select
        split_parts.year,
        split_parts.unit_id as split_id,
        unit_path.ancestor_id as unit_id,
        count(distinct split_parts.follower_id) as held,
        any_value(split_parts.parts) as parts
    from split_parts(admission_base) as split_parts
    inner join unit_path
        on split_parts.year = unit_path.year
        and split_parts.follower_id = unit_path.unit_id
    group by all
)

select distinct
    year,
    unit_id
from held
where held < parts
