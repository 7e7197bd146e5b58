-- Forgets what was decided for a layout, all of it or one heading.
delete from column_decisions
where layout = $layout and heading = coalesce($heading::varchar, heading)
returning heading
