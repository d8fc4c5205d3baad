-- grain: one row per cell of a table that holds a count (null: not a whole number)
-- `-` and a blank mean 0; programs write 5.0 for 5. Without a measure the counts are finished admission episodes (FAE).
create or replace temp table delivered_cell as
select
    data_row.table_no,
    data_row.delivered_table,
    cell.sheet,
    cell.row_no,
    cell.column_no,
    coalesce(value_column.measure, data_row.measure, 'FAE') as measure,
    data_row.area_level,
    coalesce(value_column.area_code, data_row.area_code) as area_code,
    coalesce(value_column.role, data_row.role) as role,
    data_row.period_kind,
    coalesce(value_column.period, data_row.period) as period,
    coalesce(value_column.age, data_row.age) as age,
    coalesce(value_column.sex, data_row.sex) as sex,
    coalesce(value_column.ethnicity, data_row.ethnicity) as ethnicity,
    case
        when cell.text in ('', '-') then 0
        when regexp_full_match(cell.text, '\d{1,9}(\.0)?')
            then cast(split_part(cell.text, '.', 1) as integer)
    end as frequency
from labelled_row as data_row
inner join value_column using (table_no)
inner join sheet_cell as cell
    on data_row.sheet = cell.sheet
    and data_row.row_no = cell.row_no
    and value_column.column_no = cell.column_no;
