-- grain: one row per delivery profile and place that says, or should say, something of the file as its
-- Cover does: a label with the value right of it (null: none is), a text, the file's name, a constant
-- Between a label and its value there may be blank cells, as when a label is merged over two columns. In
-- a CSV file the Cover rows come first.
create or replace temp table cover_said as
with cover_sheet as (
    select
        entry.profile,
        sheet_text.sheet
    from sheet_text
    inner join reference.profile_entry as entry
        on entry.place = 'sheet name'
        and entry.meaning = 'cover'
        and text_matches(sheet_text.sheet, entry.label)
    union
    select
        profile,
        sheet
    from sheet_text
    cross join reference.delivery_profile
    where getvariable('layout') = 'csv'
),

cover_cell as (
    select
        cover_sheet.profile,
        sheet_cell.*,
        entry.meaning as field
    from sheet_cell
    inner join cover_sheet using (sheet)
    left join reference.profile_entry as entry
        on cover_sheet.profile = entry.profile
        and entry.place = 'cover label'
        and normal_label(sheet_cell.text) = entry.label
    where sheet_cell.text != ''
        -- A CSV file holds its whole table besides.
        and sheet_cell.column_no <= 20
        and (sheet_cell.row_no <= 100 or getvariable('layout') != 'csv')
),

neighbour as (
    select
        *,
        lead(text) over left_to_right as next_text,
        lead(field) over left_to_right as next_field,
        lead(column_no) over left_to_right as next_column_no
    from cover_cell
    window left_to_right as (partition by profile, sheet, row_no order by column_no)
)

select
    profile,
    'cover label' as place,
    field,
    case when next_field is null then next_text end as value,
    true as is_plain,
    sheet,
    row_no,
    column_no as label_column_no,
    case when next_field is null then next_column_no end as value_column_no
from neighbour
where field is not null
    and field != 'ignored'
union all
select
    cell.profile,
    entry.place,
    entry.meaning,
    text_read(cell.text, entry.label, '.*'),
    text_read(cell.text, entry.label, '.*') = text_read(cell.text, entry.label, '.*?'),
    cell.sheet,
    cell.row_no,
    cell.column_no,
    cell.column_no
from cover_cell as cell
inner join reference.profile_entry as entry
    on cell.profile = entry.profile
    and entry.place = 'cover text'
    and text_matches(cell.text, entry.label)
union all
select
    profile,
    place,
    meaning,
    text_read(getvariable('file_name'), label, '.*'),
    text_read(getvariable('file_name'), label, '.*') = text_read(getvariable('file_name'), label, '.*?'),
    null,
    null,
    null,
    null
from reference.profile_entry
where place = 'file name'
    and text_matches(getvariable('file_name'), label)
union all
select
    profile,
    place,
    meaning,
    value,
    true,
    null,
    null,
    null,
    null
from reference.profile_entry
where place = 'constant';
