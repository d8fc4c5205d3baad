-- grain: one row per table that holds a measure it should not, or lacks one
select
    'The table does not hold the measures that were agreed (FAE; for the bi-annual '
        || 'tables FAE and FCE). Ask the sender for a corrected file.'
        as reason,
    kind.sheet,
    kind.header_row_no as row_no,
    null as column_no
from table_kind as kind
inner join delivered_cell using (table_no)
group by kind.table_no, kind.sheet, kind.header_row_no, kind.measures
having string_agg(distinct delivered_cell.measure, ' ' order by delivered_cell.measure)
    != kind.measures;
