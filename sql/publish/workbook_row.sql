-- grain: one row per row of figures in the workbook, in the order in which they stand
-- Latest period first, under its area where the sheet starts with areas. A figure that no table
-- holds is not available.
with line as (
    select
        sheet_order,
        row_labels,
        case when any_value(periods_first) then '' else min(area_code) end as first_key,
        max(period) as last_period,
        min(cell_no) as first_cell,
        case
            when any_value(periods_down) then coalesce(
                string_agg(distinct status, ', ' order by status) filter (status != 'final'), 'final'
            )
        end as status
    from workbook_cell
    group by sheet_order, row_labels
)

select
    line.sheet_order,
    line.row_labels,
    line.status,
    list(coalesce(cell.shown, '[x]') order by col.column_no) as shown
from line
inner join workbook_column as col using (sheet_order)
left join workbook_cell as cell using (sheet_order, row_labels, column_label)
group by
    line.sheet_order,
    line.row_labels,
    line.status,
    line.first_key,
    line.last_period,
    line.first_cell
order by line.sheet_order, line.first_key, line.last_period desc, line.first_cell;
