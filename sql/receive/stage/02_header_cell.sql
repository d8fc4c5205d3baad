-- grain: one row per non-blank cell of a header row
-- A table is found by its header row: a row with the name of a dimension and at least one more
-- dimension, measure, month or year. A band of financial years names no dimension.
create or replace temp table header_cell as
with candidate_row as (
    select distinct sheet, row_no
    from sheet_cell
    inner join reference.header_label on header_label = normal_label(text)
),

labelled_cell as (
    select
        cell.*,
        label.dimension,
        coalesce(month_of(cell.text), year_of(cell.text)) as period,
        case
            when month_of(cell.text) is not null then 'month'
            when year_of(cell.text) is not null then 'year'
        end as period_kind
    from sheet_cell as cell
    inner join candidate_row using (sheet, row_no)
    left join reference.header_label as label
        on label.header_label = normal_label(cell.text)
    where cell.text != ''
),

header_row as (
    select sheet, row_no
    from labelled_cell
    group by sheet, row_no
    having count(dimension) >= 1 and count(dimension) + count(period) >= 2
)

select
    dense_rank() over (order by sheet, row_no) as table_no,
    labelled_cell.*
from labelled_cell
inner join header_row using (sheet, row_no);
