-- grain: one row per field of the Cover: where it stands, and what is read (of texts: that it is)
with read as (
    select *
    from cover_reading
    where profile = getvariable('profile')
    qualify row_number() over (partition by field order by reading is null, row_no) = 1
)

select
    known.meaning as field,
    coalesce(read.place, 'not found') as place,
    coalesce(read.sheet, '') as sheet,
    coalesce(read.row_no, 0) as row_no,
    read.value_column_no as column_no,
    case
        when read.value is null then ''
        when read.reading is null then 'not readable'
        -- What is not in the words of the reference tables is not repeated.
        when known.meaning in ('agreement', 'cause', 'status', 'handling') then 'read'
        else read.reading
    end as reading
from reference.delivery_meaning as known
left join read on known.meaning = read.field
where known.place = 'cover text';
