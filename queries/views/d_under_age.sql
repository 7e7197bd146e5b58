-- Whether a person is under an age on a date. Where only the month or year of birth is
-- known: told where the first and the last possible day agree, else null.
create or replace macro under_age(born_on, born_precision, years_of_age, on_date) as
case
    when born_on + to_years(years_of_age) > on_date then true
    when
        case born_precision
            when 'year' then born_on + interval 1 year - interval 1 day
            when 'month' then born_on + interval 1 month - interval 1 day
            else born_on
        end + to_years(years_of_age) <= on_date then false
end
