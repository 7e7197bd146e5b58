-- Drops what hold_officers made: the view is read again.
drop table if exists temp.officers_in_force
