-- The rows of rosters of organisations behind a figure (staged: table, row, outcome),
-- as they stand in the file: nothing is filled in from the tree. The first $most of
-- them in the order of the files; null: all. Grain: one row per row of a roster.
select
    staged.outcome,
    organisations.table_id,
    organisations.row_number,
    organisations.unit_id,
    organisations.name,
    organisations.kind,
    organisations.level,
    organisations.founded_on,
    organisations.founded_on_precision,
    organisations.non_state,
    organisations.armed_forces,
    organisations.rating,
    organisations.committee_rating,
    organisations.not_rated_reason,
    organisations.follows_rules,
    organisations.inspection_programme,
    organisations.new_model,
    organisations.four_good,
    organisations.has_committee
from staged
inner join organisations using (table_id, row_number)
order by organisations.table_id, organisations.row_number
limit coalesce($most::bigint, 9223372036854775807)
