-- Empties the kept counts before they are worked out anew.
delete from leaf_counts
