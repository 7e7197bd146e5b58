-- What is remembered of columns, the newest first. Grain: one row per layout, heading.
select
    layout,
    heading,
    field,
    kind,
    file,
    decided_at
from column_decisions
order by decided_at desc, layout, heading
