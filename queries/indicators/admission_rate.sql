-- title: Persons admitted in the year, of the members
-- source: Hà Tĩnh II.2; Di Linh II.1.2; Đức Phổ III.II.1.2; Bắc Kạn II.2
-- unit: share
-- counts: persons admitted in the year, of the members at the end of the year before
-- roster: members, admissions
-- fields: admitted_on
-- reported_by: all
-- flow: yes
-- base: admission
-- Where the base is not known the denominator is null and the count stands alone. So it
-- is in a unit that holds a part only of one that was split since the base year (torn);
-- the lowest unit above that holds all of it has the count and the base (closing).
-- Grain: one row per unit and year (two where it closes a split)
with torn as materialized (
    select
        year,
        unit_id
    from torn_units($admission_base)
),

under_torn as materialized (
    select distinct
        unit_path.year,
        unit_path.unit_id
    from torn
    inner join unit_path
        on torn.year = unit_path.year
        and torn.unit_id = unit_path.ancestor_id
),

based as (
    select
        unit_path.year,
        unit_path.unit_id
    from based_units($admission_base) as based_units
    inner join unit_path
        on based_units.year = unit_path.year
        and based_units.unit_id = unit_path.ancestor_id
        and (based_units.whole or unit_path.distance = 0)
    anti join under_torn
        on unit_path.year = under_torn.year
        and unit_path.unit_id = under_torn.unit_id
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
        and not homes.is_split
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
),

-- Where the rows under a torn unit are whole again.
closes as (
    select
        under_torn.year,
        under_torn.unit_id,
        arg_min(tree.unit_id, level_height(tree.level)) as home_id
    from under_torn
    inner join unit_path using (year, unit_id)
    inner join tree
        on unit_path.year = tree.year
        and unit_path.ancestor_id = tree.unit_id
    anti join under_torn as torn_above
        on tree.year = torn_above.year
        and tree.unit_id = torn_above.unit_id
    where tree.level not in ('group', 'grouping')
    group by all
),

split_parts as materialized (
    select *
    from split_parts($admission_base)
),

-- All that came into the parts: what was split, and what went into them as a whole.
feeders as (
    select
        closes.year,
        closes.home_id,
        split_parts.based_on,
        split_parts.unit_id
    from split_parts
    inner join closes
        on split_parts.year = closes.year
        and split_parts.follower_id = closes.unit_id
    union
    select
        closes.year,
        closes.home_id,
        homes.based_on,
        homes.unit_id
    from closes
    inner join unit_homes($admission_base) as homes
        on closes.year = homes.year
        and closes.unit_id = homes.home_id
        and not homes.is_split
    inner join tree
        on homes.based_on = tree.year
        and homes.unit_id = tree.unit_id
        and tree.level in ('commune', 'organisation')
),

told_before as (
    select distinct
        unit_path.year,
        unit_path.unit_id
    from speakers
    inner join unit_path
        on speakers.year = unit_path.year
        and speakers.unit_id = unit_path.ancestor_id
        and (speakers.whole or unit_path.distance = 0)
    where speakers.kind = 'members' and not speakers.ratings_only
),

-- Not where a part has not told who was admitted, or a feeder how many it had.
open_ones as (
    select distinct
        closes.year,
        closes.home_id
    from split_parts
    inner join closes
        on split_parts.year = closes.year
        and split_parts.follower_id = closes.unit_id
    anti join speaking
        on split_parts.year = speaking.year
        and split_parts.follower_id = speaking.unit_id
    union
    select
        feeders.year,
        feeders.home_id
    from feeders
    anti join told_before
        on feeders.based_on = told_before.year
        and feeders.unit_id = told_before.unit_id
),

closing as (
    select
        closes.home_id as unit_id,
        counted.year,
        counted."group",
        counted.as_of,
        counted.numerator,
        counted.denominator,
        counted.unknown
    from counted
    inner join closes using (year, unit_id)
    union all
    select
        homes.home_id as unit_id,
        homes.year,
        members_of_base."group",
        null as as_of,
        0 as numerator,
        members_of_base.members as denominator,
        0 as unknown
    from members_of_base
    inner join unit_homes($admission_base) as homes
        on members_of_base.year = homes.based_on
        and members_of_base.unit_id = homes.unit_id
        and homes.is_split
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
union all
select
    closing.unit_id,
    closing.year,
    closing."group",
    max(closing.as_of) as as_of,
    sum(closing.numerator)::bigint as numerator,
    sum(closing.denominator)::bigint as denominator,
    sum(closing.unknown)::bigint as unknown
from closing
semi join closes
    on closing.year = closes.year
    and closing.unit_id = closes.home_id
anti join open_ones
    on closing.year = open_ones.year
    and closing.unit_id = open_ones.home_id
where $by is null or closing."group" is not null
group by all
