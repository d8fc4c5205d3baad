-- grain: one row if a CSV file holds no table, or several
select
    'A CSV file must hold exactly one table of its dataset, found by its header row. Ask the '
        || 'sender for one file a table.'
        as reason,
    null as sheet,
    null as row_no,
    null as column_no
from table_kind
having getvariable('layout') = 'csv' and count(*) != 1;
