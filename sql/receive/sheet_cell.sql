-- grain: one row per cell of a sheet of the current drop, blank ones too
-- Lines and cells were joined by the ASCII record and unit separators, which no sheet can hold.
create or replace temp table sheet_cell as
with sheet_row as (
    select
        sheet,
        unnest(string_split(content, chr(30))) as line,
        generate_subscripts(string_split(content, chr(30)), 1) as row_no
    from sheet_text
)

select
    sheet,
    cast(row_no as integer) as row_no,
    cast(generate_subscripts(string_split(line, chr(31)), 1) as integer) as column_no,
    trim(unnest(string_split(line, chr(31)))) as text
from sheet_row;
