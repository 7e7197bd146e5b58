-- The user's own programmes. Grain: one row per programme, in the order of their ids.
select
    programme_id,
    content
from own_programmes
order by programme_id
