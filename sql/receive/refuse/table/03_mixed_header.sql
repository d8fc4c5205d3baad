-- grain: one row per table whose months or years stand both across and down, or mixed, or that has two
-- kinds of areas or ages
with named as (
    select
        table_no,
        dimension,
        'down' as direction
    from header_column
    where dimension is not null
    union
    select
        table_no,
        dimension,
        'across'
    from header_said
)

select
    'header_mixed' as refusal,
    extent.sheet,
    extent.header_row_no as row_no,
    null as column_no
from named
inner join table_extent as extent using (table_no)
group by named.table_no, extent.sheet, extent.header_row_no
-- A financial year and the name of a month make one month.
having count(*) filter (named.dimension in ('month', 'year', 'month of the year'))
    - count(*) filter (named.dimension = 'month of the year') > 1
    or count(distinct named.dimension) filter (named.dimension in ('pfa code', 'la code', 'region code')) > 1
    or count(distinct named.dimension) filter (named.dimension in ('age category', 'age group')) > 1;
