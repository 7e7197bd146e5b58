-- The rows of rosters of members behind a figure (staged: table, row, outcome),
-- as they stand in the file: nothing is filled in from the tree. The first $most of
-- them in the order of the files; null: all. Grain: one row per row of a roster.
select
    staged.outcome,
    members.table_id,
    members.row_number,
    members.unit_id,
    members.card_number,
    members.name,
    members.birth_date,
    members.birth_date_precision,
    members.gender,
    members.ethnicity,
    members.religion,
    members.admitted_on,
    members.admitted_on_precision,
    members.readmitted,
    members.full_member_on,
    members.full_member_on_precision,
    members.status,
    members.occupation,
    members.business_owner,
    members.in_service,
    members.official,
    members.rating,
    members.not_rated_reason,
    members.assigned_task,
    members.residence_contact,
    members.signed_commitment
from staged
inner join members using (table_id, row_number)
order by members.table_id, members.row_number
limit coalesce($most::bigint, 9223372036854775807)
