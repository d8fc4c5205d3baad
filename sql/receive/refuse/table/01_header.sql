-- grain: one row per header cell that is no dimension, measure, month or year, above some value
-- A column without values may hold sparklines.
select
    'header_unknown' as refusal,
    sheet,
    row_no,
    column_no
from header_cell
where dimension is null and period is null
    and exists (
        select 1
        from sheet_cell
        inner join table_extent as extent
            on sheet_cell.sheet = extent.sheet
            and sheet_cell.row_no >= extent.data_row_no
            and sheet_cell.row_no < extent.end_row_no
        where extent.table_no = header_cell.table_no
            and sheet_cell.column_no = header_cell.column_no
            and sheet_cell.text != ''
    );
