-- grain: one row per table of a kind that an earlier one has already
select
    'The table is in the file twice. Ask the sender which one holds.' as reason,
    sheet,
    header_row_no as row_no,
    null as column_no
from table_kind
where delivered_table is not null
qualify row_number() over (partition by delivered_table order by table_no) > 1;
