-- grain: one row per count whose area, period and breakdown stand earlier in its table
select
    'count_twice' as refusal,
    sheet,
    row_no,
    column_no
from delivered_cell
where area_code is not null
qualify row_number() over (
    partition by table_no, measure, area_code, period, age, sex, ethnicity order by row_no, column_no
) > 1;
