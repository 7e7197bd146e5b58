-- title: Admitted by the list, not so by the roster of members
-- compares: rosters of admissions with the members of the unit at the end of the year
-- severity: doubt
-- rosters: admissions, members
-- units: all
-- not_listed: in no roster of members of the year. other_unit: in another commune or
-- organisation. other_date, no_date: there, with another admission date or none.
-- other_year: the list itself dates it outside its year. What was admitted after the
-- date of the members' roster is not looked for. Grain: one row per finding and row
with listed as (
    select
        sides.*,
        pairs.other_id,
        covered.as_of as members_as_of
    from sides
    left join pairs using (side_id)
    inner join covered
        on sides.year = covered.year
        and sides.home_id = covered.home_id
        and covered.need = 'members'
    where sides.link = 'admissions' and sides.side = 'left'
),

held as (
    select
        listed.year,
        listed.row_id as finding,
        listed.unit_id,
        listed.table_id,
        listed.row_number,
        members.unit_id as members_unit_id,
        members.table_id as members_table_id,
        members.row_number as members_row_number,
        case
            when year(listed.admitted_on) <> listed.year then 'other_year'
            when listed.admitted_on > listed.members_as_of then null
            when members.row_id is null then 'not_listed'
            when coalesce(members.home_id <> listed.home_id, true) then 'other_unit'
            when
                dates_differ(
                    listed.admitted_on,
                    listed.admitted_precision,
                    members.admitted_on,
                    members.admitted_precision
                )
                then 'other_date'
            when
                members.admitted_on is null
                and listed.admitted_on is not null
                and reports(members.table_id, 'admitted_on')
                then 'no_date'
        end as reason
    from listed
    left join sides as members on listed.other_id = members.side_id
)

select
    year,
    finding,
    unit_id,
    table_id,
    row_number,
    'admission' as role,
    reason
from held
where reason is not null
union all
select
    year,
    finding,
    members_unit_id as unit_id,
    members_table_id as table_id,
    members_row_number as row_number,
    'member' as role,
    reason
from held
where reason is not null and members_row_number is not null
