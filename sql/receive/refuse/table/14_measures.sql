-- grain: one row per table of the dataset that holds a measure it should not, or lacks one
select
    'measures_another' as refusal,
    min(kind.sheet) as sheet,
    min(kind.header_row_no) as row_no,
    null as column_no
from table_kind as kind
inner join delivered_cell using (table_no)
group by kind.delivered_table, kind.measures
having string_agg(distinct delivered_cell.measure, ' ' order by delivered_cell.measure)
    != kind.measures;
