-- grain: one row per cell that may say what the file is, or what its counts are of, and is not recognised
-- text: what stands there if it is a few words without a digit, which could be a count.
with no_table as (
    select sheet
    from sheet_text
    anti join table_extent using (sheet)
    anti join (select sheet from sheet_meaning where meaning in ('cover', 'no table')) as known using (sheet)
),

seen as (
    select
        cell.*,
        entry.meaning,
        coalesce(delivered_month(cell.text), delivered_year(cell.text)) as period
    from sheet_cell as cell
    inner join no_table using (sheet)
    left join profile_entry as entry
        on entry.place = 'header'
        and entry.label = normal_label(cell.text)
    where cell.text != ''
        -- A header stands at the top.
        and cell.row_no <= 50
),

-- Of a sheet without a table, the row that most looks like a header: with months, else of three texts.
likely as (
    select
        sheet,
        row_no
    from seen
    group by sheet, row_no
    having count(*) >= 3
    qualify row_number() over (
        partition by sheet order by least(count(period), 2) desc, count(meaning) desc, row_no
    ) = 1
),

unknown as (
    select
        'header of no table' as what,
        seen.sheet,
        seen.row_no,
        seen.column_no,
        seen.text
    from seen
    inner join likely using (sheet, row_no)
    where seen.meaning is null
        and seen.period is null
        and not regexp_full_match(seen.text, '\d+')
    union all
    select
        'sheet of which nothing is recognised',
        sheet,
        0,
        null,
        ''
    from no_table
    anti join likely using (sheet)
    union all
    select
        'header',
        sheet,
        row_no,
        column_no,
        text
    from header_cell
    where dimension is null
        and period is null
    union all
    select
        'text of the Cover',
        cell.sheet,
        cell.row_no,
        cell.column_no,
        cell.text
    from sheet_cell as cell
    inner join (select sheet from sheet_meaning where meaning = 'cover') as cover_sheet using (sheet)
    anti join cover_said as said
        on said.profile = getvariable('profile')
        and cell.sheet = said.sheet
        and cell.row_no = said.row_no
        and cell.column_no in (said.label_column_no, said.value_column_no)
    anti join table_extent as extent
        on cell.sheet = extent.sheet
        and cell.row_no >= extent.first_row_no
    where cell.text != ''
)

select
    what,
    sheet,
    row_no,
    column_no,
    case when regexp_full_match(text, '[A-Za-z][A-Za-z _.,()&-]{0,40}') then text else '' end as text
from unknown
order by what, sheet, row_no, column_no;
