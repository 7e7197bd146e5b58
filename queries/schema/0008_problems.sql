-- What was wrong or noteworthy in a file, by cell. details: values for the message,
-- as JSON; the message itself is made from the texts of the language.
create table problems (
    batch_id integer not null,
    part integer,
    sheet varchar,
    row_number integer,
    column_letter varchar,
    field varchar,
    value varchar,
    code varchar not null,
    effect varchar not null,
    details varchar
)
