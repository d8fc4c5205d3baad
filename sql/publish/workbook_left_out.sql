-- grain: one row per sheet that the workbook leaves out: a table that it needs has no figure
select sheet
from reference.sheet
anti join workbook_cell on cast(sheet.sheet_order as integer) = workbook_cell.sheet_order
order by cast(sheet_order as integer);
