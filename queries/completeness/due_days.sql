-- The days until which rosters of a year were to be sent, as the user has set them.
-- Grain: one row per year.
select
    split_part(name, ' ', 2)::integer as year,
    setting::date as due
from settings
where name like 'due %'
