-- grain: one row per cell beside a tables columns, inside its rows
select
    'There is a value under no header. Ask the sender for a corrected file.' as reason,
    cell.sheet,
    cell.row_no,
    cell.column_no
from sheet_cell as cell
inner join table_extent as extent
    on cell.sheet = extent.sheet
    and cell.row_no > extent.header_row_no
    and cell.row_no < extent.end_row_no
anti join header_cell as header
    on extent.table_no = header.table_no
    and cell.column_no = header.column_no
where cell.text != '';
