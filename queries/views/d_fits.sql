-- Whether what a row holds is one of the values that a filter asks for (null: all).
-- Null where the row does not say.
create or replace macro fits(held, asked) as
asked is null or case when held is not null then list_contains(asked, held) end
