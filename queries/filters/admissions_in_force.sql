-- For a filtered question: the persons admitted whom the filters let in. Of whom the
-- members of the year say otherwise (the same person as in admitted_persons) is out: a
-- person who stands in both rosters is in one part alone. For its connection it stands
-- before the view of its name; the members are not filtered yet.
-- Grain: one row per person in a roster.
create temp table admissions_in_force as
with denied as (
    select
        year,
        unit_id,
        card_number,
        name_key,
        birth_date,
        admitted_on
    from members_in_force
    where
        not ratings_only
        and (admitted_on is null or year(admitted_on) = year)
        and not (
            fits(gender, $gender::varchar [])
            and fits(age_band(birth_date, as_of), $age::varchar [])
            and fits(ethnicity_class(ethnicity), $ethnicity::varchar [])
            and fits(religion_class(religion), $religion::varchar [])
            and fits(status, $status::varchar [])
        )
),

fitting as (
    select *
    from admissions_in_force
    where
        fits(gender, $gender::varchar [])
        and fits(age_band(birth_date, as_of), $age::varchar [])
        and fits(ethnicity_class(ethnicity), $ethnicity::varchar [])
        and fits(religion_class(religion), $religion::varchar [])
        and fits(status, $status::varchar [])
)

select fitting.*
from fitting
anti join denied as denied_by_card
    on fitting.year = denied_by_card.year
    and fitting.card_number = denied_by_card.card_number
anti join denied as denied_by_name
    on fitting.year = denied_by_name.year
    and fitting.name_key = denied_by_name.name_key
    and fitting.admitted_on = denied_by_name.admitted_on
    and coalesce(fitting.birth_date::varchar, 'unit ' || fitting.unit_id)
    = coalesce(denied_by_name.birth_date::varchar, 'unit ' || denied_by_name.unit_id)
