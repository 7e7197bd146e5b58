-- How many findings (staged) each check has in each year, of a unit with all under it,
-- and how many of them are accepted. Grain: one row per check and year with findings.
with inside as (
    select
        year,
        unit_id
    from unit_path
    where ancestor_id = $unit_id
),

concerned as (
    select distinct
        staged.check_id,
        staged.year,
        staged.finding,
        staged.fingerprint
    from staged
    semi join inside
        on staged.year = inside.year
        and staged.home_id = inside.unit_id
    union
    select distinct
        staged.check_id,
        staged.year,
        staged.finding,
        staged.fingerprint
    from staged
    semi join inside
        on staged.year = inside.year
        and staged.unit_id = inside.unit_id
)

select
    concerned.check_id,
    concerned.year,
    count(*) as findings,
    count(*) filter (where acceptances.fingerprint is not null) as accepted
from concerned
left join acceptances using (fingerprint)
group by all
order by
    concerned.check_id,
    concerned.year
