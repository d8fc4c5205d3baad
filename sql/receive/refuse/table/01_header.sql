-- grain: one row per header cell that is no dimension, measure, month or year
select
    'header_unknown' as refusal,
    sheet,
    row_no,
    column_no
from header_cell
where dimension is null and period is null;
