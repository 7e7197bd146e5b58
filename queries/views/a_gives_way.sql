-- Whether a table gives way to another of the same kind, year and unit: a full roster
-- before one that only rates, then the later date, then the newer import (or the one
-- brought back). Rosters of admissions give way only to the same date, since each lists
-- the persons of its own part of the year.
create or replace macro gives_way(
    kind, ratings_only, as_of, standing, later_ratings_only, later_as_of, later_standing
) as
(not ratings_only, as_of, standing)
< (not later_ratings_only, later_as_of, later_standing)
and (kind <> 'admissions' or as_of = later_as_of)
