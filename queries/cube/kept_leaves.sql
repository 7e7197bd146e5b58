-- The kept counts of the indicators asked for, of all units or of those under certain
-- ones. Grain: as leaf_counts.
with under as (
    select distinct unit_path.unit_id
    from unit_path
    where list_contains($units::integer [], unit_path.ancestor_id)
)

select
    indicator,
    unit_id,
    year,
    null::varchar as "group",
    as_of,
    numerator,
    denominator,
    unknown
from leaf_counts
where
    list_contains($indicators::varchar [], indicator)
    and ($units::integer [] is null or unit_id in (select under.unit_id from under))
