-- grain: one row per header cell that is no dimension, measure, month or year
select
    'The header is not a dimension, a measure, a month (Apr-12, April 2012, 2012-04, or '
        || 'an Excel date on the first of a month) or a year (2012-13). Ask the sender for a '
        || 'corrected file.'
        as reason,
    sheet,
    row_no,
    column_no
from header_cell
where dimension is null and period is null;
