-- grain: one row per data row of a table, with its dimensions as delivered
create or replace temp table table_row as
select
    extent.table_no,
    cell.sheet,
    cell.row_no,
    min(cell.text) filter (header.dimension in ('pfa code', 'la code', 'region code')) as area_code,
    min(cell.text) filter (header.dimension = 'area name') as area_name,
    min(cell.text) filter (header.dimension in ('age category', 'age group')) as age,
    min(cell.text) filter (header.dimension = 'sex') as sex,
    min(cell.text) filter (header.dimension = 'ethnicity') as ethnicity,
    min(cell.text) filter (header.dimension = 'month') as month,
    min(cell.text) filter (header.dimension = 'year') as year,
    min(cell.text) filter (header.dimension = 'measure') as measure
from sheet_cell as cell
inner join table_extent as extent
    on cell.sheet = extent.sheet
    and cell.row_no >= extent.data_row_no
    and cell.row_no < extent.end_row_no
inner join header_column as header
    on extent.table_no = header.table_no
    and cell.column_no = header.column_no
anti join marked_row as left_out
    on cell.sheet = left_out.sheet
    and cell.row_no = left_out.row_no
group by extent.table_no, cell.sheet, cell.row_no;
