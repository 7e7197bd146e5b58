-- Who on the left is who on the right; filled step by step, the surest first. Each pair
-- is told from both sides, so that it is found by the row of either.
-- Grain: one row per row of sides found on the other side.
create or replace temp table pairs (
    side_id bigint not null,
    other_id bigint not null,
    step integer not null
)
