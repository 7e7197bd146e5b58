-- The rows of indicators (leaves) summed up the tree, beside how much of each unit has
-- reported (parts_told). Numerator, denominator and unknown are sums; rows without a
-- denominator (the base of an admission rate is not known) stay out of the sums that
-- have one. Null: not reported. Zero of zero: not applicable. missing_size: what the
-- parts that have not reported last had, less what is already there of them.
-- $present: the year of the present tree where the figures are those of units as they
-- are now (leaves carried there); null: each year in its own tree.
-- Grain: one row per indicator, unit, year and group.
with units_summed as (
    select unit_id
    from parts_told
    union
    select part_id as unit_id
    from parts_told
),

sums as (
    select
        leaves.indicator,
        leaves.year,
        unit_path.ancestor_id as unit_id,
        leaves."group",
        max(leaves.as_of) as as_of,
        coalesce(
            sum(leaves.numerator) filter (where leaves.denominator is not null),
            sum(leaves.numerator)
        )::bigint as numerator,
        sum(leaves.denominator)::bigint as denominator,
        coalesce(
            sum(leaves.unknown) filter (where leaves.denominator is not null),
            sum(leaves.unknown)
        )::bigint as unknown
    from leaves
    inner join unit_path
        on unit_path.year = coalesce($present::integer, leaves.year)
        and leaves.unit_id = unit_path.unit_id
    semi join units_summed on unit_path.ancestor_id = units_summed.unit_id
    group by all
),

-- A unit is estimated that holds a part only of one that was shared out.
parts_held as (
    select
        leaves.indicator,
        leaves.year,
        unit_path.ancestor_id as unit_id,
        leaves."group",
        sum(leaves.weight) < any_value(leaves.total) as estimated
    from leaves
    inner join unit_path
        on unit_path.year = coalesce($present::integer, leaves.year)
        and leaves.unit_id = unit_path.unit_id
    semi join units_summed on unit_path.ancestor_id = units_summed.unit_id
    where leaves.origin_id is not null
    group by
        leaves.indicator,
        leaves.year,
        unit_path.ancestor_id,
        leaves."group",
        leaves.aggregate,
        leaves.origin_id,
        leaves.spread,
        leaves.denominator is null
),

estimates as (
    select distinct
        indicator,
        year,
        unit_id,
        "group"
    from parts_held
    where estimated
),

sizes as (
    select
        indicator,
        year,
        unit_id,
        sum(denominator) as denominator
    from sums
    group by all
),

missing as (
    select distinct
        indicator,
        year,
        part_id
    from parts_told
    where part_id is not null and not reported
),

last_sizes as (
    select
        missing.indicator,
        missing.year,
        missing.part_id,
        arg_max(earlier.denominator, earlier.year) as denominator
    from missing
    inner join sizes as earlier
        on missing.indicator = earlier.indicator
        and missing.part_id = earlier.unit_id
        and missing.year > earlier.year
        and earlier.denominator is not null
    group by all
),

missing_sizes as (
    select
        last_sizes.indicator,
        last_sizes.year,
        last_sizes.part_id,
        greatest(last_sizes.denominator - coalesce(sizes.denominator, 0), 0) as size
    from last_sizes
    left join sizes
        on last_sizes.indicator = sizes.indicator
        and last_sizes.year = sizes.year
        and last_sizes.part_id = sizes.unit_id
),

coverage as (
    select
        parts_told.indicator,
        parts_told.year,
        parts_told.unit_id,
        count(parts_told.part_id) as expected,
        count(parts_told.part_id) filter (where parts_told.reported) as reported,
        case
            when
                count(parts_told.part_id) filter (where not parts_told.reported)
                = count(missing_sizes.part_id)
                then coalesce(sum(missing_sizes.size), 0)::bigint
        end as missing_size,
        max(parts_told.as_of) as as_of,
        bool_or(parts_told.stands) as stands
    from parts_told
    left join missing_sizes
        on parts_told.indicator = missing_sizes.indicator
        and parts_told.year = missing_sizes.year
        and parts_told.part_id = missing_sizes.part_id
        and not parts_told.reported
    group by all
),

spoken as (
    select
        *,
        reported > 0 or (stands and expected = 0) as is_told
    from coverage
)

select
    spoken.indicator,
    spoken.unit_id,
    spoken.year,
    sums."group",
    case
        when sums.unit_id is not null then sums.as_of
        when spoken.is_told then spoken.as_of
    end as as_of,
    coalesce(sums.numerator, case when spoken.is_told then 0 end) as numerator,
    case
        when sums.unit_id is not null then sums.denominator
        when spoken.is_told and not wanted.counts then 0
    end as denominator,
    coalesce(sums.unknown, 0) as unknown,
    spoken.reported,
    spoken.expected,
    spoken.missing_size,
    estimates.unit_id is not null as estimated
from spoken
inner join wanted using (indicator)
left join sums using (indicator, year, unit_id)
left join estimates
    on sums.indicator = estimates.indicator
    and sums.year = estimates.year
    and sums.unit_id = estimates.unit_id
    and sums."group" is not distinct from estimates."group"
order by wanted.place, spoken.unit_id, spoken.year, sums."group" nulls first
