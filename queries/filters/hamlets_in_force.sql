-- For a filtered question: the hamlets that the filters let in; in an area: one of
-- those asked for. For its connection it stands before the view of its name.
-- Grain: one row per hamlet in a roster.
create temp table hamlets_in_force as
select *
from hamlets_in_force
where
    fits(kind, $hamlet_kind::varchar [])
    and (
        $areas::varchar [] is null
        or (list_contains($areas::varchar [], 'mountainous') and mountainous)
        or (list_contains($areas::varchar [], 'ethnic_minority') and ethnic_minority)
        or (list_contains($areas::varchar [], 'religious') and religious)
    )
