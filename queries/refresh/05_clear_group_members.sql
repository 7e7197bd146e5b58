-- Empties the groups' members before they are worked out anew.
delete from group_members
