-- grain: one row per table and dimension: where it stands, which of its labels are known, and how many
-- rows or columns have one that is not
with row_label as (
    select
        data_row.table_no,
        label.dimension,
        label.known,
        label.written
    from table_row as data_row
    inner join labelled_row as labelled using (table_no, sheet, row_no)
    cross join lateral (
        values
        ('pfa code', case when labelled.role is not null then labelled.area_code end, data_row.area_code),
        ('la code', case when labelled.role is not null then labelled.area_code end, data_row.area_code),
        ('region code', case when labelled.role is not null then labelled.area_code end, data_row.area_code),
        ('age category', labelled.age, data_row.age),
        ('age group', labelled.age, data_row.age),
        ('sex', labelled.sex, data_row.sex),
        ('ethnicity', labelled.ethnicity, data_row.ethnicity),
        ('month', cast(delivered_month(data_row.month) as varchar), data_row.month),
        ('year', cast(delivered_year(data_row.year) as varchar), data_row.year),
        ('measure', case when labelled.measure in ('FAE', 'FCE') then labelled.measure end, data_row.measure)
    ) as label (dimension, known, written)
),

label as (
    select
        header.table_no,
        header.dimension,
        'column' as place,
        header.column_no,
        header.header_row_no as row_no,
        row_label.known,
        row_label.written
    from header_column as header
    left join row_label using (table_no, dimension)
    where header.dimension not in ('area name', 'ignored')
    union all
    select
        said.table_no,
        said.dimension,
        said.place,
        null,
        said.header_row_no,
        said.value,
        said.value
    from header_said as said
)

select
    table_no,
    dimension,
    place,
    column_no,
    coalesce(min(row_no), 0) as row_no,
    count(distinct known) as known_labels,
    case when dimension in ('month', 'year') then min(known) end as first_label,
    case when dimension in ('month', 'year') then max(known) end as last_label,
    count(*) filter (known is null and written is not null) as unknown_labels
from label
group by table_no, dimension, place, column_no
order by table_no, place, column_no, dimension;
