-- grain: one row per table of whose counts two places say the same dimension, and not alike
-- Of a column of counts: its header, those above it and its sheet's name. Of a table: those, and a column.
select
    'dimension_twice' as refusal,
    said.sheet,
    extent.header_row_no as row_no,
    min(said.column_no) as column_no
from header_said as said
inner join table_extent as extent using (table_no)
left join header_column as named
    on said.table_no = named.table_no
    and said.dimension = named.dimension
group by said.table_no, said.sheet, extent.header_row_no, said.dimension
having count(named.dimension) > 0
    or count(distinct [cast(said.column_no as varchar), said.value]) > count(distinct said.column_no);
