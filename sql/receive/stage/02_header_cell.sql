-- grain: one row per non-blank cell of a table's header
-- A table is found by its header row: a row with the name of a dimension and at least one more
-- dimension, measure, month or year. Rows above or below it are header too where the delivery profile
-- says so (bands); a band of financial years that it says nothing of is none.
-- dimension: what the cell names or, with a value, what it says of the counts under it. is_lowest: of its column.
create or replace temp table header_cell as
with candidate_row as (
    select distinct
        cell.sheet,
        cell.row_no
    from sheet_cell as cell
    inner join profile_entry as entry
        on entry.place = 'header'
        and entry.value is null
        and entry.label = normal_label(cell.text)
    anti join sheet_meaning as left_out
        on cell.sheet = left_out.sheet
        and (
            left_out.meaning = 'no table'
            -- The contract's Cover may give a month or a measure beside its name; in a CSV file it stands
            -- above the table.
            or (
                left_out.meaning = 'cover'
                and getvariable('layout') = 'workbook'
                and getvariable('profile') = 'contract'
            )
        )
    -- Nearly all cells are counts, and no count is a name.
    where ltrim(cell.text, '0123456789') != ''
),

candidate_line as (
    select sheet, row_no
    from candidate_row
    union
    select
        candidate_row.sheet,
        candidate_row.row_no + try_cast(said.value as integer)
    from candidate_row
    inner join sheet_meaning as said
        on candidate_row.sheet = said.sheet
        and said.meaning = 'band'
),

line_cell as materialized (
    select
        cell.*,
        entry.meaning as dimension,
        entry.value,
        case when entry.meaning is null then delivered_month(cell.text) end as month,
        case when entry.meaning is null then delivered_year(cell.text) end as year
    from sheet_cell as cell
    inner join candidate_line using (sheet, row_no)
    left join profile_entry as entry
        on entry.place = 'header'
        and entry.label = normal_label(cell.text)
    where cell.text != ''
),

candidate_cell as (
    select
        line_cell.*,
        coalesce(line_cell.month, line_cell.year) as period
    from line_cell
    inner join candidate_row using (sheet, row_no)
),

-- Codes and names alone are a list of areas, unless numbers stand under another header.
holds_numbers as (
    select distinct
        header.sheet,
        header.row_no
    from candidate_cell as header
    inner join sheet_cell as cell
        on header.sheet = cell.sheet
        and header.column_no = cell.column_no
        and header.row_no < cell.row_no
    where header.dimension is null
        and header.period is null
        and regexp_full_match(cell.text, '\d+')
),

named_row as (
    select
        cell.sheet,
        cell.row_no
    from candidate_cell as cell
    left join holds_numbers using (sheet, row_no)
    group by cell.sheet, cell.row_no
    having count(*) filter (cell.dimension is not null and cell.value is null) >= 1
        and count(cell.dimension) + count(cell.period) >= 2
        and (
            count(cell.value) + count(cell.period) > 0
            or count(*) filter (cell.dimension in ('month', 'year', 'measure')) > 0
            or count(holds_numbers.row_no) > 0
        )
),

band as (
    select
        named_row.*,
        named_row.row_no + try_cast(said.value as integer) as band_row_no
    from named_row
    inner join sheet_meaning as said
        on named_row.sheet = said.sheet
        and said.meaning = 'band'
),

header_row as (
    select
        sheet,
        row_no as header_row_no,
        dense_rank() over (order by sheet, row_no) as table_no
    from named_row
    -- A band may name dimensions too.
    anti join band
        on named_row.sheet = band.sheet
        and named_row.row_no = band.band_row_no
),

header_line as (
    select *, header_row_no as row_no
    from header_row
    union
    select header_row.*, band.band_row_no
    from header_row
    inner join band
        on header_row.sheet = band.sheet
        and header_row.header_row_no = band.row_no
)

select
    line.table_no,
    line.header_row_no,
    cell.* exclude (month, year),
    coalesce(cell.month, cell.year) as period,
    case when cell.month is not null then 'month' when cell.year is not null then 'year' end as period_kind,
    cell.row_no = max(cell.row_no) over (partition by line.table_no, cell.column_no) as is_lowest
from header_line as line
inner join line_cell as cell using (sheet, row_no);
