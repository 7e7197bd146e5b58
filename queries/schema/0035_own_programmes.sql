-- The user's own programmes, as TOML text; those that came with the product are files
-- beside the program and never stand here. One row per programme.
create table own_programmes (
    programme_id varchar primary key,
    content varchar not null,
    changed_at timestamp not null
)
