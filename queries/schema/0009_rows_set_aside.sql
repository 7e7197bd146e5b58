-- Rows that could not be anybody's or were there already: kept, cell by cell, without
-- the columns that reach no table (identity cards, phones, addresses).
create table rows_set_aside (
    batch_id integer not null,
    part integer not null,
    sheet varchar not null,
    row_number integer not null,
    code varchar not null,
    cells varchar not null
)
