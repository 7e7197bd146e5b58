-- Deletes a programme of the user's own; comes back with its id, none for no such.
delete from own_programmes
where programme_id = $programme_id
returning programme_id
