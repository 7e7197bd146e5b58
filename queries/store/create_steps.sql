-- The list of schema steps, in every file of ours.
create table if not exists schema_steps (
    step varchar primary key,
    taken_at timestamp not null
)
