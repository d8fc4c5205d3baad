-- grain: one row per month of a row of no known area, new or revised, far above the row's own level
-- severity: warning
-- reason: Far more residents than usual are of no fixed abode, no known area or of elsewhere.
-- No sum covers these rows. Level: the median of the 25 months around; far: five spreads of a Poisson
-- count, of which the square root has a spread of a half.
with levelled as (
    select
        *,
        median(frequency) over (
            partition by delivered_table, measure, area_code, age
            order by period
            rows between 12 preceding and 12 following
        ) as level
    from revised_cell
    where role in ('no known area', 'residual')
        and period_kind = 'month'
)

select
    delivered_table,
    area_code,
    age,
    month_label(period) as month
from levelled
where frequency is distinct from previous
    and sqrt(frequency + 0.375) - sqrt(level + 0.375) > 2.5
order by all;
