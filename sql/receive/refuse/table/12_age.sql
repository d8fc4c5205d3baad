-- grain: one row per age that no reference table knows
select
    'The age is not one that the contract names. Ask the sender; if it is new, it must '
        || 'be agreed before it can be received.'
        as reason,
    data_row.sheet,
    data_row.row_no,
    header.column_no
from table_row as data_row
inner join table_kind as kind using (table_no)
inner join header_cell as header
    on data_row.table_no = header.table_no
    and header.dimension in ('age category', 'age group')
anti join reference.age
    on kind.age_breakdown = age.breakdown
    and normal_label(data_row.age) = age.age_label;
