-- Units of a base year (base_year) that stand in several places at the end of a later
-- year: what each went into by then, itself included where it stands on and gave a part
-- away. Grain: one row per year, unit of the base year and place.
create or replace macro split_parts(admission_base) as table
with years as (
    select distinct
        year,
        base_year(year, admission_base) as based_on
    from tree
    where year < present_year()
),

placed as (
    select
        years.year,
        years.based_on,
        tree.unit_id,
        followers.follower_id
    from years
    inner join tree on years.based_on = tree.year
    semi join successions_in_force on tree.unit_id = successions_in_force.old_unit_id
    inner join followers
        on tree.unit_id = followers.unit_id
        and coalesce(followers.moved_in, years.year) <= years.year
        and (tree.ended or coalesce(followers.moved_in, years.year) > years.based_on)
    semi join living_units
        on years.year = living_units.year
        and followers.follower_id = living_units.unit_id
)

select
    placed.*,
    count(*) over (partition by year, unit_id) as parts
from placed
qualify parts > 1
