-- The rows of rosters of admissions behind a figure (staged: table, row, outcome),
-- as they stand in the file: nothing is filled in from the tree. The first $most of
-- them in the order of the files; null: all. Grain: one row per row of a roster.
select
    staged.outcome,
    admissions.table_id,
    admissions.row_number,
    admissions.unit_id,
    admissions.card_number,
    admissions.name,
    admissions.birth_date,
    admissions.birth_date_precision,
    admissions.gender,
    admissions.ethnicity,
    admissions.religion,
    admissions.admitted_on,
    admissions.admitted_on_precision,
    admissions.readmitted,
    admissions.full_member_on,
    admissions.full_member_on_precision,
    admissions.status,
    admissions.occupation,
    admissions.business_owner,
    admissions.in_service,
    admissions.official,
    admissions.rating,
    admissions.not_rated_reason,
    admissions.assigned_task,
    admissions.residence_contact,
    admissions.signed_commitment
from staged
inner join admissions using (table_id, row_number)
order by admissions.table_id, admissions.row_number
limit coalesce($most::bigint, 9223372036854775807)
