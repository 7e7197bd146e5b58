-- Whether two dates contradict each other: as far as both are known they are not the
-- same ("1970" and 02/01/1970 may be one day). False where one is missing.
create or replace temp macro dates_differ(first_date, first_is, second_date, second_is)
as coalesce(
    case
        when 'year' in (first_is, second_is) then year(first_date) <> year(second_date)
        when 'month' in (first_is, second_is)
            then date_trunc('month', first_date) <> date_trunc('month', second_date)
        else first_date <> second_date
    end,
    false
)
