-- grain: one row per table and month in which unusually many residents are of no known area
-- severity: warning
-- reason: More than 5 % of a month's residents are of no known area, and more than twice the usual share.
with by_month as (
    select
        delivered_table,
        period,
        sum(frequency) filter (role in ('no known area', 'residual')) as of_no_known_area,
        nullif(sum(frequency), 0) as residents,
        bool_and(coalesce(frequency = previous, false)) as is_alike
    from revised_cell
    where role != 'total'
        and period_kind = 'month'
        and age = 'All ages'
        and measure = 'FAE'
    group by delivered_table, period
),

-- Twice the usual share of a small table can be chance: three spreads of a Poisson count are allowed.
expected as (
    select
        *,
        residents * greatest(
            0.05,
            2 * median(of_no_known_area / residents) over (partition by delivered_table)
        ) as at_most
    from by_month
)

select
    delivered_table,
    month_label(period) as month
from expected
where not is_alike
    and of_no_known_area > at_most + 3 * sqrt(at_most)
order by all;
