-- grain: one row per column of counts and thing that its header, one above it or its sheet's name says of
-- the counts
-- A header above others holds for the columns right of it too, up to the next in its row, as when it is
-- merged over them.
create or replace temp table header_said as
with header_span as (
    select
        *,
        coalesce(lead(column_no) over (partition by table_no, row_no order by column_no), 2000000000)
            as next_column_no,
        row_no = max(row_no) over (partition by table_no) as is_last_line
    from header_cell
),

count_column as (
    select *
    from header_cell
    where is_lowest
        and (value is not null or period is not null)
)

select
    lowest.table_no,
    lowest.sheet,
    lowest.column_no,
    'header' as place,
    span.row_no as header_row_no,
    span.column_no as header_column_no,
    coalesce(span.dimension, span.period_kind) as dimension,
    coalesce(span.value, cast(span.period as varchar)) as value
from count_column as lowest
inner join header_span as span
    on lowest.table_no = span.table_no
    and (
        lowest.column_no = span.column_no
        or (
            not span.is_last_line
            and lowest.column_no > span.column_no
            and lowest.column_no < span.next_column_no
        )
    )
where span.value is not null or span.period is not null
union all
select
    lowest.table_no,
    lowest.sheet,
    lowest.column_no,
    'sheet name',
    null,
    null,
    said.meaning,
    said.value
from count_column as lowest
inner join sheet_meaning as said using (sheet)
where said.meaning not in ('cover', 'no table', 'band');
