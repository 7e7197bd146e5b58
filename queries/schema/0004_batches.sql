-- One row per import of one file. standing: which of several batches about the same
-- kind, date and unit is in force: the highest; bringing a batch back raises its own.
create table batches (
    batch_id integer primary key,
    file varchar not null,
    sha256 varchar not null,
    imported_at timestamp not null,
    standing integer not null,
    undone_at timestamp
)
