-- The year at whose end the members are counted that admissions are measured by.
-- Terms of Party committees start in 2010, 2015, 2020, 2025 and 2030.
create or replace macro base_year(counted_year, admission_base) as
case admission_base
    when 'previous_year_end' then counted_year - 1
    when 'year_end' then counted_year
    when 'term_start' then 2010 + 5 * ((counted_year - 2011) // 5)
end
