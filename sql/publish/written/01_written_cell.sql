-- grain: one row per line of cells.csv as written, but for its header
create or replace temp table written_cell as
with line as (
    select
        unnest(string_split(content, chr(30))) as line,
        generate_subscripts(string_split(content, chr(30)), 1) as line_no
    from sheet_text
    where sheet = 'cells.csv'
),

split as (
    select
        line_no,
        string_split(line, chr(31)) as field
    from line
)

select
    line_no,
    field[1] as "table",
    field[2] as cause,
    field[3] as measure,
    field[4] as area_level,
    field[5] as area_code,
    field[6] as area,
    field[7] as period_kind,
    field[8] as period,
    field[9] as age,
    field[10] as sex,
    field[11] as ethnicity,
    field[12] as shown,
    field[13] as rounding,
    field[14] as status,
    field[15] as beyond
from split
where line_no > 1;
