-- grain: one row per table and month or year of the Cover's Period without a single row
-- severity: critical
-- reason: A table says nothing of a month or year that the Cover's Period covers.
with covered as (
    select
        delivered_table,
        period_kind,
        cast(
            unnest(
                generate_series(
                    date '2012-04-01',
                    getvariable('period_end'),
                    case period_kind when 'month' then interval 1 month else interval 1 year end
                )
            ) as date
        ) as period
    from (select distinct delivered_table, period_kind from delivered_cell)
)

select
    covered.delivered_table,
    period_label(covered.period_kind, covered.period) as period
from covered
anti join delivered_cell using (delivered_table, period)
order by all;
