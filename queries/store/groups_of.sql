-- The units of a year that are in a group of a grouping. Grain: one row per unit.
select
    group_members.unit_id,
    group_members.group_id
from group_members
inner join tree as members
    on group_members.unit_id = members.unit_id
    and members.year = $year
inner join tree as groups
    on group_members.group_id = groups.unit_id
    and groups.year = $year
where groups.parent_id = $grouping and not members.ended
order by group_members.unit_id
