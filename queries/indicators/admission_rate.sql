-- title: Persons admitted in the year, of the members
-- source: Hà Tĩnh II.2; Di Linh II.1.2; Đức Phổ III.II.1.2; Bắc Kạn II.2
-- unit: share
-- counts: persons admitted in the year, of the members at the end of the year before
-- roster: members, admissions
-- fields: admitted_on
-- reported_by: all
-- flow: yes
-- base: admission
-- Where the base is not known the denominator is null and the count stands alone.
-- Grain: one row per unit and year
with based as (
    select
        unit_path.year,
        unit_path.unit_id
    from based_units($admission_base) as based_units
    inner join unit_path
        on based_units.year = unit_path.year
        and based_units.unit_id = unit_path.ancestor_id
        and (based_units.whole or unit_path.distance = 0)
    group by all
),

speaking as (
    select
        unit_path.year,
        unit_path.unit_id,
        max(admission_speakers.as_of) as as_of
    from admission_speakers
    inner join unit_path
        on admission_speakers.year = unit_path.year
        and admission_speakers.unit_id = unit_path.ancestor_id
        and (admission_speakers.whole or unit_path.distance = 0)
    group by all
),

members_of_base as (
    select
        year,
        unit_id,
        "group",
        count(*) as members
    from grouped_members($by)
    where not ratings_only
    group by all
),

counted as (
    select
        unit_id,
        year,
        "group",
        as_of,
        count(*) filter (where admitted and ($readmissions or not readmitted))
            as numerator,
        0 as denominator,
        count(*) filter (where not admitted) as unknown
    from admitted_persons($by)
    group by all
    union all
    select
        homes.home_id as unit_id,
        homes.year,
        members_of_base."group",
        speaking.as_of,
        0 as numerator,
        members_of_base.members as denominator,
        0 as unknown
    from members_of_base
    inner join unit_homes($admission_base) as homes
        on members_of_base.year = homes.based_on
        and members_of_base.unit_id = homes.unit_id
    inner join speaking
        on homes.year = speaking.year
        and homes.home_id = speaking.unit_id
    union all
    select
        unit_id,
        year,
        null as "group",
        as_of,
        0 as numerator,
        0 as denominator,
        0 as unknown
    from admission_speakers
    where is_scope
)

select
    counted.unit_id,
    counted.year,
    counted."group",
    max(counted.as_of) as as_of,
    sum(counted.numerator)::bigint as numerator,
    case
        when bool_or(based.unit_id is not null) then sum(counted.denominator)::bigint
    end as denominator,
    sum(counted.unknown)::bigint as unknown
from counted
left join based
    on counted.year = based.year
    and counted.unit_id = based.unit_id
where $by is null or counted."group" is not null
group by all
