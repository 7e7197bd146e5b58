-- Empties the list of rows not in force before it is built anew.
delete from hidden_rows
