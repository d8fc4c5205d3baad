-- grain: one row per number after the blank row that ends a table
select
    'There are counts after the blank row that ends the table. Ask the sender for the '
        || 'table without a gap.'
        as reason,
    cell.sheet,
    cell.row_no,
    cell.column_no
from sheet_cell as cell
inner join table_extent as extent
    on cell.sheet = extent.sheet
    and cell.row_no > extent.end_row_no
    and cell.row_no < extent.next_header_row_no
where regexp_full_match(cell.text, '-?\d+(\.\d+)?');
