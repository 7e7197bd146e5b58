-- One step of finding the persons of the left among those of the right, who are not
-- found yet: 1 the card number and the name; 2 the card number and the birth date;
-- 3 the name, the whole birth date and the unit; 4 the name and the whole birth date;
-- 5 the name and the unit, alone on both sides, nothing contradicting; 6 the whole
-- birth and admission dates and the unit, alone on both sides: a name put right.
insert into pairs
with keyed as (
    select
        link,
        year,
        side,
        side_id,
        admitted_on,
        case $step
            when 1 then card || '|' || name_key
            when 2 then card || '|' || birth_date || birth_precision
            when 3
                then
                    case
                        when birth_precision = 'day'
                            then name_key || '|' || birth_date || '|' || home_id
                    end
            when 4
                then
                    case
                        when birth_precision = 'day' then name_key || '|' || birth_date
                    end
            when 5 then name_key || '|' || home_id
            when 6
                then
                    case
                        when birth_precision = 'day' and admitted_precision = 'day'
                            then birth_date || '|' || admitted_on || '|' || home_id
                    end
        end as match_key
    from unpaired
),

-- Several alike on both sides: the first with the first, by admission date.
met as (
    select
        link,
        year,
        list(
            {
                'admitted_on': coalesce(admitted_on, date '9999-12-31'),
                'side_id': side_id
            }
        ) filter (where side = 'left') as lefts,
        list(
            {
                'admitted_on': coalesce(admitted_on, date '9999-12-31'),
                'side_id': side_id
            }
        ) filter (where side = 'right') as rights
    from keyed
    where match_key is not null
    group by link, year, match_key
    having
        count(*) filter (where side = 'left') > 0
        and count(*) filter (where side = 'right') > 0
        and ($step < 5 or count(*) = 2)
),

turned as (
    select
        list_sort(lefts) as lefts,
        list_sort(rights) as rights,
        unnest(generate_series(1, least(len(lefts), len(rights)))) as turn
    from met
),

matched as (
    select
        turned.lefts[turned.turn].side_id as left_id,
        turned.rights[turned.turn].side_id as right_id
    from turned
),

agreed as (
    select matched.*
    from matched
    where $step < 5
    union all
    select matched.*
    from matched
    inner join unpaired as before on matched.left_id = before.side_id
    inner join unpaired as after on matched.right_id = after.side_id
    where
        $step >= 5
        and coalesce(before.card = after.card, true)
        and coalesce(before.gender = after.gender, true)
        and (
            $step = 6
            or not dates_differ(
                before.birth_date,
                before.birth_precision,
                after.birth_date,
                after.birth_precision
            )
        )
)

select
    left_id as side_id,
    right_id as other_id,
    $step as step
from agreed
union all
select
    right_id as side_id,
    left_id as other_id,
    $step as step
from agreed
