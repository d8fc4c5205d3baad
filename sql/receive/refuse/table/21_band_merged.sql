-- grain: one row per header above others that is merged over fewer columns than it is read for
select
    'band_merged' as refusal,
    said.sheet,
    said.header_row_no as row_no,
    said.header_column_no as column_no
from header_said as said
inner join sheet_mark as mark
    on said.sheet = mark.sheet
    and mark.mark = 'merged'
    and said.header_row_no between mark.first_row and mark.last_row
    and said.header_column_no = mark.first_column
    and mark.first_column < mark.last_column
where said.column_no > mark.last_column
group by said.sheet, said.header_row_no, said.header_column_no;
