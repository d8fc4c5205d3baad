-- grain: one row per non-blank cell of a header row
-- A table is found by its header row: a row with the name of a dimension and at least one more
-- dimension, measure, month or year. A band of financial years names no dimension.
create or replace temp table header_cell as
with candidate_row as (
    select distinct sheet, row_no
    from sheet_cell
    inner join sheet_text using (sheet)
    inner join reference.header_label on header_label = normal_label(text)
    -- The Cover may give a month or a measure beside its name; in a CSV file it stands above the table.
    where not (sheet_text.holds_cover and getvariable('layout') = 'workbook')
),

labelled_cell as (
    select
        cell.*,
        label.dimension,
        coalesce(delivered_month(cell.text), delivered_year(cell.text)) as period,
        case
            when delivered_month(cell.text) is not null then 'month'
            when delivered_year(cell.text) is not null then 'year'
        end as period_kind
    from sheet_cell as cell
    inner join candidate_row using (sheet, row_no)
    left join reference.header_label as label
        on label.header_label = normal_label(cell.text)
    where cell.text != ''
),

-- Codes and names alone are a list of areas, unless numbers stand under another header.
holds_numbers as (
    select distinct
        header.sheet,
        header.row_no
    from labelled_cell as header
    inner join sheet_cell as cell
        on header.sheet = cell.sheet
        and header.column_no = cell.column_no
        and header.row_no < cell.row_no
    where header.dimension is null
        and header.period is null
        and regexp_full_match(cell.text, '\d+')
),

header_row as (
    select
        labelled_cell.sheet,
        labelled_cell.row_no
    from labelled_cell
    left join holds_numbers using (sheet, row_no)
    group by labelled_cell.sheet, labelled_cell.row_no
    having count(dimension) >= 1
        and count(dimension) + count(period) >= 2
        and (
            count(period) > 0
            or count(*) filter (dimension in ('month', 'year', 'measure', 'FAE', 'FCE')) > 0
            or count(holds_numbers.row_no) > 0
        )
)

select
    dense_rank() over (order by sheet, row_no) as table_no,
    labelled_cell.*
from labelled_cell
inner join header_row using (sheet, row_no);
