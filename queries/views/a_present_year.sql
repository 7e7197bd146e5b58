-- The year under which the present tree stands beside those of the years told: the
-- units that stand today (`units.PRESENT`).
create or replace macro present_year() as 9999
