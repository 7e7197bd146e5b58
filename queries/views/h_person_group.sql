-- The group of a member or person admitted, by a field chosen at reading time; null
-- without one, 'unknown' where the row does not say.
-- groups: gender, status, ethnicity, religion, occupation, business_owner, official,
-- age, rating, row
create or replace macro person_group(
    by_field,
    gender,
    status,
    ethnicity,
    religion,
    occupation,
    business_owner,
    official,
    age,
    rating,
    row_key
) as
case
    when by_field is not null
        then
            coalesce(
                case by_field
                    when 'gender' then gender
                    when 'status' then status
                    when 'ethnicity' then ethnicity
                    when 'religion' then religion
                    when 'occupation' then occupation
                    when 'business_owner' then business_owner::varchar
                    when 'official' then official
                    when 'age' then age
                    when 'rating' then rating
                    when 'row' then row_key
                end,
                'unknown'
            )
end
