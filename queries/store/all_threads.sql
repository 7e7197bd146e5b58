-- Lets the database work with all processors again.
reset threads
