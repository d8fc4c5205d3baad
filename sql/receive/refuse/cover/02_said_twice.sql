-- grain: one row per field of the Cover that is said twice with different meanings
select
    'cover_said_twice' as refusal,
    max(sheet) as sheet,
    max(row_no) as row_no,
    arg_max(label_column_no, row_no) as column_no,
    field as detail
from cover_reading
where profile = getvariable('profile')
group by field
having count(distinct coalesce(reading, value)) > 1;
