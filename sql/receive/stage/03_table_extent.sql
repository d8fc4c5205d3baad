-- grain: one row per table: the rows from its header to the first blank row or the next header
create or replace temp table table_extent as
with header_row as (
    select distinct
        table_no,
        sheet,
        row_no as header_row_no
    from header_cell
),

bounded as (
    select
        *,
        coalesce(
            lead(header_row_no) over (partition by sheet order by header_row_no), 2000000000
        ) as next_header_row_no
    from header_row
),

blank_row as (
    select sheet, row_no
    from sheet_cell
    group by sheet, row_no
    having bool_and(text = '')
),

first_blank as (
    select
        bounded.table_no,
        min(blank_row.row_no) as blank_row_no
    from bounded
    inner join blank_row
        on bounded.sheet = blank_row.sheet
        and blank_row.row_no > bounded.header_row_no
        and blank_row.row_no < bounded.next_header_row_no
    group by bounded.table_no
)

select
    bounded.*,
    coalesce(blank_row_no, next_header_row_no) as end_row_no
from bounded
left join first_blank using (table_no);
