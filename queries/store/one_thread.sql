-- Lets the database work with one thread: for many small statements, more of them only
-- wait for each other, and take the processors from what reads files ahead.
set threads = 1
