-- grain: one row per table whose counts are of what those of an earlier one are, by their headers
-- Parts of a table differ in what their headers or their sheets' names say: one sheet a measure, say.
with told_apart as (
    select
        kind.table_no,
        kind.sheet,
        kind.header_row_no,
        kind.delivered_table,
        list(
            distinct [value.measure, value.area_code, value.age, value.sex, value.ethnicity, value.part]
            order by [value.measure, value.area_code, value.age, value.sex, value.ethnicity, value.part]
        ) as parts
    from table_kind as kind
    left join value_column as value using (table_no)
    where kind.delivered_table is not null
    group by kind.table_no, kind.sheet, kind.header_row_no, kind.delivered_table
)

select
    'table_twice' as refusal,
    sheet,
    header_row_no as row_no,
    null as column_no
from told_apart
qualify row_number() over (partition by delivered_table, parts order by table_no) > 1;
