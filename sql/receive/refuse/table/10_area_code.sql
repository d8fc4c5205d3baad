-- grain: one row per area code that is unknown at its level
select
    case when coalesce(data_row.area_code, '') = '' then 'area_code_blank' else 'area_code_unknown' end
        as refusal,
    data_row.sheet,
    data_row.row_no,
    header.column_no
from labelled_row as data_row
inner join table_kind as kind using (table_no)
inner join header_column as header
    on data_row.table_no = header.table_no
    and header.dimension in ('pfa code', 'la code', 'region code')
anti join reference.delivered_area as area
    on kind.area_level = area.area_level
    and data_row.area_code = area.area_code;
