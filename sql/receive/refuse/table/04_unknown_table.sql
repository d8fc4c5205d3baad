-- grain: one row per table that is none of its dataset
select
    'The columns that are recognised in this header row (of areas, ages, sex, ethnicity, months or '
        || 'years) make no table of this dataset. Compare the row with the contract; if a column has '
        || 'another name there, add it to sql/reference/header_label.csv.'
        as reason,
    sheet,
    header_row_no as row_no,
    null as column_no
from table_kind
where delivered_table is null;
