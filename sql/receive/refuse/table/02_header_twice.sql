-- grain: one row per header cell that repeats an earlier one of its table
select
    'The header stands twice in one table, so its counts cannot be told apart. Ask the '
        || 'sender for a corrected file.'
        as reason,
    sheet,
    row_no,
    column_no
from header_cell
qualify row_number() over (
    partition by table_no, coalesce(dimension, cast(period as varchar)) order by column_no
) > 1;
