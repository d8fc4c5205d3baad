-- grain: one row if nothing in the file is a Cover
-- Asked first: a file that says nothing of itself would else be called a real drop.
select
    'The file has no Cover: rows of a label (Data sharing agreement, Dataset, Source, Period, '
        || 'Extract ...) and its value, on a sheet called Cover or, in a CSV file, above the table. '
        || 'Ask the sender for the whole file.'
        as reason,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where coalesce(agreement, dataset, source, cause, status, handling, extract) is null
    and content = 'real';
