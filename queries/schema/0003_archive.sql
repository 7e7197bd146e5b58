-- The original files as they came, one row per distinct content.
create table archive (
    sha256 varchar primary key,
    name varchar not null,
    content blob
)
