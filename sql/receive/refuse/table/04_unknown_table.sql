-- grain: one row per table that is none of its dataset
select
    'table_unknown' as refusal,
    sheet,
    header_row_no as row_no,
    null as column_no
from table_kind
where delivered_table is null;
