-- grain: one row per row of a sheet that ends a table or is no row of it, as the delivery profile says
create or replace temp table marked_row as
select distinct
    cell.sheet,
    cell.row_no,
    entry.meaning
from sheet_cell as cell
inner join profile_entry as entry
    on entry.place = 'row'
    and text_matches(cell.text, entry.label);
