-- grain: one row per figure of the workbook as written, with its row's labels and column's header
-- A table's header is the first line of its sheet that starts with the names of its rows' labels.
create or replace temp table written_figure as
with sheet as (
    select
        sheet,
        string_split(row_headers, ';') as row_headers,
        replace(row_headers, ';', chr(31)) || chr(31) as header_start,
        len(string_split(row_headers, ';')) as labels
    from reference.sheet
),

line as (
    select
        sheet,
        unnest(string_split(content, chr(30))) as line,
        generate_subscripts(string_split(content, chr(30)), 1) as line_no
    from sheet_text
),

header as (
    select
        sheet.sheet,
        sheet.labels,
        min(line_no) as header_no,
        string_split(arg_min(line, line_no), chr(31)) as headers
    from line
    inner join sheet
        on line.sheet = sheet.sheet
        and starts_with(line.line, sheet.header_start)
    group by sheet.sheet, sheet.labels
),

figure_row as (
    select
        header.*,
        string_split(line.line, chr(31)) as field,
        labels + cast(headers[labels + 1] = 'Status' as integer) as before_figures
    from line
    inner join header
        on line.sheet = header.sheet
        and line.line_no > header.header_no
)

select
    sheet,
    field[:labels] as row_labels,
    unnest(headers[before_figures + 1:]) as header,
    unnest(field[before_figures + 1:]) as shown
from figure_row;
