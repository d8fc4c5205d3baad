-- grain: one row if a CSV file holds no table, or several
select
    'not_one_table' as refusal,
    null as sheet,
    null as row_no,
    null as column_no
from table_kind
having getvariable('layout') = 'csv' and count(*) != 1;
