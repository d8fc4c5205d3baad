-- grain: one row per table whose months or years across are not April 2012 to the end of its period, for
-- each thing that its header tells apart
with expected as (
    select
        kind.table_no,
        list(cast(period as date) order by period) as periods
    from table_kind as kind
    cross join lateral (
        select unnest(
            generate_series(
                date '2012-04-01',
                case kind.period_kind
                    when 'month' then getvariable('period_end')
                    else financial_year(getvariable('period_end'))
                end,
                case kind.period_kind when 'month' then interval 1 month else interval 1 year end
            )
        ) as period
    )
    group by kind.table_no
),

across as (
    select
        table_no,
        sheet,
        header_row_no,
        list(distinct cast(period as date) order by period) as periods
    from header_column
    where period is not null
    group by table_no, sheet, header_row_no, measure, area_code, age, sex, ethnicity
)

select distinct
    'months_across' as refusal,
    across.sheet,
    across.header_row_no as row_no,
    null as column_no
from across
inner join expected using (table_no)
where across.periods != expected.periods;
