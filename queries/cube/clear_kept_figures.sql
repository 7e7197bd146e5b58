-- Empties the kept figures before they are worked out anew.
delete from kept_figures
