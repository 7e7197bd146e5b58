-- Whether a rating belongs to the base: those rated, or all (not rated and unknown
-- ones too). The base is not printed in any document, so it is chosen in the open.
create or replace macro in_rating_base(held_rating, base) as
base = 'all' or coalesce(held_rating <> 'not_rated', false)
