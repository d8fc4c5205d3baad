-- grain: one row per cell of which a count, a code or a label is read that is no plain number or text
-- A bold title, or a label whose runs differ in type alone, says the same however it is read.
with marked as (
    select
        sheet_mark.mark,
        cell.*
    from sheet_mark
    inner join sheet_cell as cell
        on sheet_mark.sheet = cell.sheet
        and cell.row_no between sheet_mark.first_row and sheet_mark.last_row
        and cell.column_no between sheet_mark.first_column and sheet_mark.last_column
    where sheet_mark.mark not in ('formula', 'error')
    union all
    -- These may have no text at all, and then end the sheet.
    select
        sheet_mark.mark,
        sheet_mark.sheet,
        sheet_mark.first_row,
        sheet_mark.first_column,
        coalesce(cell.text, '')
    from sheet_mark
    left join sheet_cell as cell
        on sheet_mark.sheet = cell.sheet
        and sheet_mark.first_row = cell.row_no
        and sheet_mark.first_column = cell.column_no
    where sheet_mark.mark in ('formula', 'error')
),

count_column as (
    select distinct sheet, column_no
    from header_column
    where holds_counts
),

place as (
    select
        marked.*,
        case
            when extent.table_no is null and count_column.column_no is not null then 'below'
            when extent.table_no is null then 'beside'
            when marked.row_no < extent.data_row_no then 'label'
            when header.dimension in ('pfa code', 'la code', 'region code') then 'code'
            when header.dimension = 'area name' then 'name'
            when header.dimension = 'ignored' then 'beside'
            when header.holds_counts then 'count'
            else 'label'
        end as kind
    from marked
    left join table_extent as extent
        on marked.sheet = extent.sheet
        and marked.row_no >= extent.first_row_no
        and marked.row_no < extent.end_row_no
    left join header_column as header
        on extent.table_no = header.table_no
        and marked.column_no = header.column_no
    left join count_column
        on marked.sheet = count_column.sheet
        and marked.column_no = count_column.column_no
    where marked.sheet in (select sheet from table_extent)
    union all
    select
        marked.*,
        'label'
    from marked
    inner join cover_said
        on marked.sheet = cover_said.sheet
        and marked.row_no = cover_said.row_no
        and marked.column_no in (cover_said.label_column_no, cover_said.value_column_no)
    where cover_said.profile = getvariable('profile')
)

select
    'cell_' || mark as refusal,
    sheet,
    row_no,
    column_no
from place
where case
    -- A link may have 0 for its value.
    when kind = 'below' then mark = 'error' or (mark = 'formula' and regexp_full_match(text, '\d+'))
    when kind = 'beside' then mark = 'error'
    when mark in ('formula', 'error') then true
    when mark = 'conditional' then kind = 'count'
    when mark in ('pieces', 'merged') then kind in ('count', 'code')
    else kind != 'name' and text != ''
end
-- One reason a cell: a note's mark is a piece of its text besides.
qualify row_number() over (
    partition by sheet, row_no, column_no
    order by array_position(
        [
            'cell_formula', 'cell_error', 'cell_struck', 'cell_raised', 'cell_hidden',
            'cell_conditional', 'cell_merged', 'cell_pieces'
        ],
        refusal
    )
) = 1;
