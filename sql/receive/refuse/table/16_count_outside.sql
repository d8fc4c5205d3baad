-- grain: one row per number in a column of counts after the blank row that ends its table
-- Elsewhere it is a note's: its number, a year, a telephone number; so is one that is no count.
select
    'There are counts after the blank row that ends the table, or numbers of a note in a column of '
        || 'counts. Ask the sender for the table without a gap, and for notes in the first column.'
        as reason,
    cell.sheet,
    cell.row_no,
    cell.column_no
from sheet_cell as cell
inner join table_extent as extent
    on cell.sheet = extent.sheet
    and cell.row_no > extent.end_row_no
    and cell.row_no < extent.next_header_row_no
inner join header_cell as header
    on extent.table_no = header.table_no
    and cell.column_no = header.column_no
    and (header.period is not null or header.dimension in ('FAE', 'FCE'))
where regexp_full_match(cell.text, '-?(0|[1-9]\d{0,8})(\.\d+)?');
