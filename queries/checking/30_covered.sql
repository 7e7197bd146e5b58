-- For which communes and organisations which rosters are there: what a check needs
-- before it can be made. need: a kind of roster, full and speaking for the whole unit;
-- kind.field, which also has that column; cells, a roster of organisations that lists
-- the unit's cells; members.cells, one of members that names them; members_before, last
-- year's rosters of members of the unit and of all that went into it.
-- as_of: the date that the roster speaks for. Grain: one row per year, unit and need.
create or replace temp table covered as
with asked as (
    select
        need,
        split_part(need, '.', 1) as kind,
        nullif(split_part(need, '.', 2), '') as field
    from (select unnest($needs::varchar []) as need) as needs
),

speaking as (
    select
        speakers.year,
        speakers.unit_id,
        asked.need,
        max(speakers.as_of) as as_of
    from speakers
    inner join asked using (kind)
    where
        speakers.whole
        and not speakers.ratings_only
        and (asked.field is null or reports(speakers.table_id, asked.field))
    group by all
),

-- Communes and organisations, and what stands right under them.
of_interest as (
    select distinct
        year,
        home_id as unit_id,
        null::integer as above_id
    from homes
    where year = from_year
    union all
    select distinct
        tree.year,
        tree.unit_id,
        tree.parent_id as above_id
    from tree
    inner join homes
        on tree.year = homes.year
        and homes.year = homes.from_year
        and tree.parent_id = homes.home_id
        and homes.unit_id = homes.home_id
    where tree.level in ('subcommittee', 'cell') and not tree.ended
),

spoken as (
    select
        of_interest.year,
        of_interest.unit_id,
        of_interest.above_id,
        speaking.need,
        max(speaking.as_of) as as_of
    from of_interest
    inner join unit_path using (year, unit_id)
    inner join speaking
        on unit_path.year = speaking.year
        and unit_path.ancestor_id = speaking.unit_id
    group by all
),

-- Each cell sent its own roster: then the whole is there too.
parts as (
    select
        year,
        above_id,
        count(*) as parts
    from of_interest
    where above_id is not null
    group by all
),

whole as (
    select
        year,
        unit_id as home_id,
        need,
        as_of
    from spoken
    where above_id is null
    union all
    select
        spoken.year,
        spoken.above_id as home_id,
        spoken.need,
        min(spoken.as_of) as as_of
    from spoken
    inner join parts using (year, above_id)
    group by spoken.year, spoken.above_id, spoken.need, parts.parts
    having count(*) = parts.parts
),

listed as (
    select distinct
        homes.year,
        homes.home_id,
        'cells' as need,
        'organisations' as kind
    from organisations_in_force
    inner join homes
        on organisations_in_force.year = homes.year
        and homes.year = homes.from_year
        and organisations_in_force.unit_id = homes.unit_id
    where
        organisations_in_force.unit_level = 'cell'
        and not organisations_in_force.ratings_only
    union all
    select distinct
        persons.year,
        persons.home_id,
        'members.cells' as need,
        'members' as kind
    from persons
    inner join tree using (year, unit_id)
    where persons.source = 'members' and tree.level = 'cell'
),

told as (
    select
        whole.year,
        whole.home_id,
        whole.need,
        whole.as_of
    from whole
    union all
    select
        listed.year,
        listed.home_id,
        listed.need,
        whole.as_of
    from listed
    inner join whole
        on listed.year = whole.year
        and listed.home_id = whole.home_id
        and listed.kind = whole.need
    union all
    select
        based_units.year,
        homes.home_id,
        'members_before' as need,
        make_date(based_units.year - 1, 12, 31) as as_of
    from based_units('previous_year_end') as based_units
    inner join unit_path
        on based_units.year = unit_path.year
        and based_units.unit_id = unit_path.ancestor_id
        and (based_units.whole or unit_path.distance = 0)
    inner join homes
        on unit_path.year = homes.year
        and homes.year = homes.from_year
        and unit_path.unit_id = homes.unit_id
        and homes.unit_id = homes.home_id
)

select
    year,
    home_id,
    need,
    max(as_of) as as_of
from told
group by all
