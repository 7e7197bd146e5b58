-- For a filtered question: the years of all tables, before those that lack a column are
-- left out. For its connection it stands before the view of its name. Grain: as there.
create temp table reported_years as
select year
from reported_years
