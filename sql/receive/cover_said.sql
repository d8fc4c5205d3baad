-- grain: one row per label on the Cover, with the value that stands right of it (null: none does)
-- Between the two there may be blank cells, as when a label is merged over two columns. In a CSV file
-- the Cover rows come first.
create or replace temp table cover_said as
with cover_cell as (
    select
        sheet_cell.*,
        cover_label.field
    from sheet_cell
    inner join sheet_text using (sheet)
    left join reference.cover_label on normal_label(sheet_cell.text) = cover_label.cover_label
    where sheet_text.holds_cover
        and sheet_cell.text != ''
        -- A CSV file holds its whole table besides.
        and sheet_cell.column_no <= 20
),

neighbour as (
    select
        *,
        lead(text) over left_to_right as next_text,
        lead(field) over left_to_right as next_field,
        lead(column_no) over left_to_right as next_column_no
    from cover_cell
    window left_to_right as (partition by sheet, row_no order by column_no)
)

select
    sheet,
    row_no,
    column_no as label_column_no,
    field,
    case when next_field is null then next_text end as value,
    case when next_field is null then next_column_no end as value_column_no
from neighbour
where field is not null;
