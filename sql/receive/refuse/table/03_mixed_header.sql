-- grain: one row per table whose months or years stand both across and down, or mixed
select
    'The table has months or years both across its header and down a column, or months '
        || 'and years side by side. Ask the sender for one or the other.'
        as reason,
    sheet,
    row_no,
    min(column_no) as column_no
from header_cell
group by table_no, sheet, row_no
having count(distinct period_kind) > 1
    or count(*) filter (dimension in ('month', 'year')) + count(distinct period_kind) > 1
    or (count(period) > 0 and count(*) filter (dimension in ('FAE', 'FCE')) > 0)
    or count(*) filter (dimension in ('pfa code', 'la code', 'region code')) > 1
    or count(*) filter (dimension in ('age category', 'age group')) > 1;
