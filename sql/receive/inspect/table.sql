-- grain: one row per table that is found
select
    extent.table_no,
    extent.sheet,
    extent.header_row_no as row_no,
    kind.delivered_table,
    (select count(*) from table_row where table_row.table_no = extent.table_no) as data_rows,
    (select count(*) from value_column where value_column.table_no = extent.table_no) as count_columns
from table_extent as extent
inner join table_kind as kind using (table_no)
order by extent.table_no;
