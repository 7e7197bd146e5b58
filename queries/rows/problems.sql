-- What was set aside or noted in the rows of rosters (staged: table, row), as it was
-- written in the file. Grain: one row per problem.
select
    staged.table_id,
    staged.row_number,
    problems.code,
    problems.effect,
    problems.sheet,
    problems.column_letter,
    problems.field,
    problems.value,
    problems.details
from staged
inner join roster_tables using (table_id)
inner join problems
    on roster_tables.batch_id = problems.batch_id
    and roster_tables.part = problems.part
    and staged.row_number = problems.row_number
where problems.effect in ('value_set_aside', 'note')
order by staged.table_id, staged.row_number, problems.column_letter, problems.code
