-- grain: one row per table: its rows end before the first blank row, the next header, or a row that the
-- delivery profile says is no longer of it
create or replace temp table table_extent as
with header_row as (
    select
        table_no,
        sheet,
        header_row_no,
        min(row_no) as first_row_no,
        max(row_no) + 1 as data_row_no
    from header_cell
    group by table_no, sheet, header_row_no
),

bounded as (
    select
        *,
        coalesce(lead(first_row_no) over (partition by sheet order by header_row_no), 2000000000)
            as next_header_row_no
    from header_row
),

end_row as (
    select sheet, row_no
    from sheet_cell
    group by sheet, row_no
    having bool_and(text = '')
    union all
    select sheet, row_no
    from marked_row
    where meaning = 'end of table'
),

first_end as (
    select
        bounded.table_no,
        min(end_row.row_no) as end_row_no
    from bounded
    inner join end_row
        on bounded.sheet = end_row.sheet
        and end_row.row_no >= bounded.data_row_no
        and end_row.row_no < bounded.next_header_row_no
    group by bounded.table_no
)

select
    bounded.*,
    coalesce(end_row_no, next_header_row_no) as end_row_no
from bounded
left join first_end using (table_no);
