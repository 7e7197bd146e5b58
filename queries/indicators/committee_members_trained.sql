-- title: Committee members trained in new Party-building knowledge
-- source: Resolution 2021-2025 I.2.2
-- unit: share
-- counts: committee and inspection-committee members, delegations, secretaries of cells
-- roster: officers
-- fields: trained_new_knowledge|trained
-- reported_by: all
-- flow: no
-- Where a roster has one column of training only, it serves here too.
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (where trained_new_knowledge) as numerator,
    count(*) filter (where trained_new_knowledge is not null) as denominator,
    count(*) filter (where trained_new_knowledge is null) as unknown
from grouped_officers($by)
where
    not ratings_only
    and (
        in_grassroots
        or body in (
            'provincial', 'district', 'grassroots', 'inspection_committee', 'delegation'
        )
        or (body in ('subcommittee', 'cell') and position in ('secretary', 'deputy'))
    )
    and (
        reports(table_id, 'trained_new_knowledge')
        or reports(table_id, 'trained')
    )
group by all
