-- grain: one row per number in a column of counts after the end of its table
-- Elsewhere it is a note's: its number, a year, a telephone number; so is one that is no count.
select
    'count_outside' as refusal,
    cell.sheet,
    cell.row_no,
    cell.column_no
from sheet_cell as cell
inner join table_extent as extent
    on cell.sheet = extent.sheet
    and cell.row_no >= extent.end_row_no
    and cell.row_no < extent.next_header_row_no
inner join header_column as header
    on extent.table_no = header.table_no
    and cell.column_no = header.column_no
    and header.holds_counts
where regexp_full_match(cell.text, '-?(0|[1-9]\d{0,8})(\.\d+)?');
