-- The rows that indicators are summed from (leaves), at the units that stand today
-- (carried). What goes whole to one place is moved; what is shared out is summed for
-- the unit that was split (pool_id) and shared in whole cases by largest remainder:
-- those that count and the others apart, so that no part has more that count than
-- cases. origin_id: the unit that was split, null where a row is exact.
-- Grain: one row per indicator, present unit, year, group and origin.
with placed as (
    select
        leaves.* exclude (origin_id, spread, weight, total),
        case
            when carried.unit_id is null then leaves.unit_id
            else carried.now_id
        end as now_id,
        carried.weight,
        carried.total,
        carried.pool_id,
        carried.spread,
        coalesce(carried.weight < carried.total, false) as is_part
    from leaves
    left join carried using (year, unit_id)
    where carried.unit_id is null or carried.now_id is not null
),

pooled as (
    select
        indicator,
        now_id as unit_id,
        year,
        "group",
        aggregate,
        coalesce(pool_id, unit_id) as origin_id,
        spread,
        weight,
        total,
        denominator is null as baseless,
        max(as_of) as as_of,
        sum(numerator)::hugeint as numerator,
        sum(denominator)::hugeint as denominator,
        sum(unknown)::hugeint as unknown,
        coalesce(sum(denominator) < sum(numerator), true) as apart
    from placed
    where is_part
    group by all
),

-- What is shared out: those that count, the other cases, the unknown ones.
counts as (
    select
        pooled.*,
        unnest(
            [
                numerator,
                denominator - case when apart then 0 else numerator end,
                unknown
            ]
        ) as amount,
        unnest(['numerator', 'rest', 'unknown']) as part
    from pooled
),

shared as (
    select
        counts.*,
        amount * weight // total as whole,
        row_number() over (
            same_amount
            order by (amount * weight) % total desc, weight desc, unit_id
        ) as turn,
        any_value(amount) over same_amount
        - sum(amount * weight // total) over same_amount as left_over
    from counts
    window same_amount as (
        partition by
            indicator, year, "group", aggregate, origin_id, spread, baseless, part
    )
)

select
    indicator,
    now_id as unit_id,
    year,
    "group",
    as_of,
    numerator,
    denominator,
    unknown,
    aggregate,
    null::integer as origin_id,
    null::varchar as spread,
    1::bigint as weight,
    1::bigint as total
from placed
where not is_part
union all
select
    indicator,
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    any_value(whole + (turn <= left_over)::integer) filter (
        where part = 'numerator'
    )::bigint as numerator,
    case
        when not baseless
            then
                sum(whole + (turn <= left_over)::integer) filter (
                    where part = 'rest' or (part = 'numerator' and not apart)
                )::bigint
    end as denominator,
    any_value(whole + (turn <= left_over)::integer) filter (
        where part = 'unknown'
    )::bigint as unknown,
    aggregate,
    origin_id,
    spread,
    any_value(weight) as weight,
    any_value(total) as total
from shared
group by indicator, unit_id, year, "group", aggregate, origin_id, spread, baseless
