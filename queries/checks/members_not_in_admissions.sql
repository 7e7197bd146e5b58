-- title: Admitted by the roster of members, on no list of admissions
-- compares: members with an admission date in the year with the lists of admissions
-- severity: doubt
-- rosters: admissions, members.admitted_on
-- units: all
-- What was admitted after the date of the last list is not looked for.
-- Grain: one row per finding and row of a roster
select
    members.year,
    members.row_id as finding,
    members.unit_id,
    members.table_id,
    members.row_number,
    'member' as role
from sides as members
anti join pairs using (side_id)
inner join covered
    on members.year = covered.year
    and members.home_id = covered.home_id
    and covered.need = 'admissions'
where
    members.link = 'admissions'
    and members.side = 'right'
    and year(members.admitted_on) = members.year
    and members.admitted_on <= covered.as_of
