-- grain: one row per table that is none of its dataset
select
    'The table has dimensions that no table of this dataset has. Ask the sender for the '
        || 'agreed tables.'
        as reason,
    sheet,
    header_row_no as row_no,
    null as column_no
from table_kind
where delivered_table is null;
