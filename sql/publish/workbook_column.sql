-- grain: one row per sheet of the workbook and column of figures, as the header names it
-- Columns stand in the order of the tables and figures, England and Wales after its parts. A column
-- that is a period says in its header whether any of its figures is provisional or revised.
create or replace temp table workbook_column as
select
    sheet_order,
    column_label,
    row_number() over (
        partition by sheet_order
        order by min(table_no), bool_and(area_code = 'K04000001'), min(cell_no)
    ) as column_no,
    column_label
    || case when not any_value(periods_down) and bool_or(status = 'provisional') then ' [p]' else '' end
    || case when not any_value(periods_down) and bool_or(status = 'revised') then ' [r]' else '' end
        as header
from workbook_cell
group by sheet_order, column_label;
