-- What persons decided of columns whose heading left it open. layout: the table's
-- headings, as grassroots.decisions makes them one word. field: of the kind, or ignore.
-- Grain: one row per layout and heading.
create table column_decisions (
    layout varchar not null,
    heading varchar not null,
    field varchar not null,
    kind varchar not null,
    file varchar not null,
    decided_at timestamp not null,
    primary key (layout, heading)
)
