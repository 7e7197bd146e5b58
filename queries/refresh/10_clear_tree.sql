-- Empties the derived tree before it is built anew.
delete from tree
