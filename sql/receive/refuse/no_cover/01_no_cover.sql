-- grain: one row if nothing in the file is a Cover
-- Asked first: a file that says nothing of itself would else be called a real drop.
select
    case
        when exists (select 1 from cover_said)
            then 'The Cover has labels, but no values right of them. Ask the sender for a Cover with '
                || 'each value in the cell right of its label.'
        else 'The file has no Cover: rows of a label (Data sharing agreement, Dataset, Source, '
            || 'Period, Extract ...) and its value, on a sheet called Cover or, in a CSV file, above '
            || 'the table. Ask the sender for the whole file.'
    end as reason,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where content = 'real'
    -- Not one of those that say what the file is of.
    and coalesce(agreement, dataset, source, extract, cast(period_start as varchar)) is null;
