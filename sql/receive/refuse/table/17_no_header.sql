-- grain: one row per cell beside a tables columns, inside its rows
select
    'no_header' as refusal,
    cell.sheet,
    cell.row_no,
    cell.column_no
from sheet_cell as cell
inner join table_extent as extent
    on cell.sheet = extent.sheet
    and cell.row_no >= extent.data_row_no
    and cell.row_no < extent.end_row_no
anti join header_column as header
    on extent.table_no = header.table_no
    and cell.column_no = header.column_no
anti join marked_row as left_out
    on cell.sheet = left_out.sheet
    and cell.row_no = left_out.row_no
where cell.text != '';
