-- What one check found (staged: with its values as `told`) in a form that all checks
-- share. said: these values as JSON. home_id: the commune or organisation that the
-- unit stands in.
-- fingerprint: of the check, year, unit, values and of the persons or units concerned,
-- not of files and rows, so that it is the same when they are loaded anew.
-- Grain: one row per finding and row of a roster.
with told as (
    select
        staged.year,
        staged.finding::varchar as finding,
        staged.unit_id,
        staged.table_id,
        staged.row_number,
        staged.role,
        coalesce(to_json(staged.told)::varchar, '{}') as said
    from staged
),

identified as (
    select
        told.year,
        told.finding,
        concat_ws(
            '|',
            coalesce(told.role, '-'),
            told.unit_id,
            coalesce(persons.card, '-'),
            coalesce(persons.name_key, '-'),
            coalesce(persons.birth_date::varchar, '-'),
            coalesce(persons.admitted_on::varchar, '-'),
            told.said
        ) as identity
    from told
    left join persons using (table_id, row_number)
),

prints as (
    select
        year,
        finding,
        sha256(
            $check_id || '|' || year || '|'
            || string_agg(identity, '#' order by identity)
        ) as fingerprint
    from identified
    group by year, finding
)

select
    $check_id as check_id,
    told.year,
    $check_id || '|' || told.finding as finding,
    told.unit_id,
    coalesce(homes.home_id, told.unit_id) as home_id,
    told.table_id,
    told.row_number,
    told.role,
    told.said,
    prints.fingerprint
from told
inner join prints using (year, finding)
left join homes
    on told.year = homes.year
    and homes.year = homes.from_year
    and told.unit_id = homes.unit_id
