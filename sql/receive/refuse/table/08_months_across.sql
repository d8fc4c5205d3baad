-- grain: one row per table whose months or years across are not April 2012 to the end of its period
with expected as (
    select
        kind.table_no,
        unnest(
            generate_series(
                date '2012-04-01',
                case kind.period_kind
                    when 'month' then getvariable('period_end')
                    else financial_year(getvariable('period_end'))
                end,
                case kind.period_kind when 'month' then interval 1 month else interval 1 year end
            )
        ) as period
    from table_kind as kind
),

across as (
    select
        table_no,
        sheet,
        row_no,
        list(distinct cast(period as date) order by period) as periods
    from header_cell
    where period is not null
    group by table_no, sheet, row_no
)

select
    'The header does not run over every month or year from April 2012 to the end of the '
        || 'Cover''s Period. Ask the sender for a full extract.'
        as reason,
    across.sheet,
    across.row_no,
    null as column_no
from across
inner join (
    select table_no, list(cast(period as date) order by period) as periods
    from expected
    group by table_no
) as expected using (table_no)
where across.periods != expected.periods;
