-- grain: one row per month or year down a column that cannot be read or lies outside the period
select
    'period_down' as refusal,
    data_row.sheet,
    data_row.row_no,
    header.column_no
from table_row as data_row
inner join table_kind as kind using (table_no)
inner join header_column as header
    on data_row.table_no = header.table_no
    and header.dimension in ('month', 'year')
where not coalesce(
    coalesce(delivered_month(data_row.month), delivered_year(data_row.year))
        between date '2012-04-01' and getvariable('period_end'),
    false
);
