-- grain: one row per area code that is unknown at its level
select
    'The area code is not one that was in use at this level since 2012. Ask the sender; '
        || 'if it is new, add it to sql/reference.'
        as reason,
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
