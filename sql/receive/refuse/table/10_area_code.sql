-- grain: one row per area code that is unknown at its level
select
    case
        when coalesce(data_row.area_code, '') = ''
            then 'The area code is blank beside other values. Ask the sender for the code, or, if the '
                || 'row is a note, for a blank row above it.'
        else 'The area code is not one that was in use at this level since 2012. Ask the sender; if '
            || 'it is new, add it to sql/reference; if the row is a note, ask for a blank row above it.'
    end as reason,
    data_row.sheet,
    data_row.row_no,
    header.column_no
from table_row as data_row
inner join table_kind as kind using (table_no)
inner join header_cell as header
    on data_row.table_no = header.table_no
    and header.dimension in ('pfa code', 'la code', 'region code')
anti join reference.delivered_area as area
    on kind.area_level = area.area_level
    and data_row.area_code = area.area_code;
