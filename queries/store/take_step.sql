-- Notes a schema step as taken.
insert into schema_steps values ($step, current_timestamp::timestamp)
