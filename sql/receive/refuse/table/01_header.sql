-- grain: one row per header cell that is no dimension, measure, month or year, above some value
-- A column without values may hold sparklines.
select
    'The header is not a dimension, a measure, a month (Apr-12, April 2012, 2012-04, or '
        || 'an Excel date on the first of a month) or a year (2012-13). Ask the sender for a '
        || 'corrected file.'
        as reason,
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
            and sheet_cell.row_no > extent.header_row_no
            and sheet_cell.row_no < extent.end_row_no
        where extent.table_no = header_cell.table_no
            and sheet_cell.column_no = header_cell.column_no
            and sheet_cell.text != ''
    );
