-- Age on a date in bands, null where the birth date is unknown.
create or replace macro age_band(born_on, on_date) as
case
    when date_sub('year', born_on, on_date) < 30 then 'under_30'
    when date_sub('year', born_on, on_date) < 40 then '30_to_39'
    when date_sub('year', born_on, on_date) < 50 then '40_to_49'
    when date_sub('year', born_on, on_date) < 60 then '50_to_59'
    when born_on is not null then '60_and_over'
end
