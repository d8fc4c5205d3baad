-- grain: one row per column of a table that names, or counts, the same as one left of it
select
    'header_twice' as refusal,
    sheet,
    header_row_no as row_no,
    column_no
from header_column
where dimension != 'ignored'
    or holds_counts
qualify row_number() over (
    partition by table_no, dimension, measure, area_code, age, sex, ethnicity, period
    order by column_no
) > 1;
