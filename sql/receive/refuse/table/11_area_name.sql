-- grain: one row per name that belongs to another area than its code
select
    'area_name_another' as refusal,
    data_row.sheet,
    data_row.row_no,
    header.column_no
from table_row as data_row
inner join table_kind as kind using (table_no)
inner join header_column as header
    on data_row.table_no = header.table_no
    and header.dimension = 'area name'
inner join reference.area_known_as as other
    on kind.area_level = other.area_level
    and normal_label(data_row.area_name) = other.known_as
    and data_row.area_code != other.area_code
anti join reference.area_known_as as own
    on kind.area_level = own.area_level
    and normal_label(data_row.area_name) = own.known_as
    and data_row.area_code = own.area_code;
