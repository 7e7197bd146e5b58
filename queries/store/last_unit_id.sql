-- The highest number a unit has had, undone ones included; 0 in an empty file.
select coalesce(max(unit_id), 0) from units
