-- Drops what hold_organisations made: the view is read again.
drop table if exists temp.organisations_in_force
