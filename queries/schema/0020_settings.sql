-- Single values about the file itself: revision (rises with every change of facts).
create table settings (
    name varchar primary key,
    setting varchar not null
)
