-- A row of a roster as one word: its table and its row in the sheet.
create or replace macro row_key(of_table, of_row) as of_table || ':' || of_row
