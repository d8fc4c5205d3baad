-- grain: one row per table and month in which most areas have no count, beyond most chance
-- severity: warning
-- reason: Half of the areas that usually have counts have none in a month, which is rare.
-- As no_month_half_empty, in fewer than one month in 1,000 (e^-6.9).
with area_month as (
    select
        delivered_table,
        area_code,
        period,
        coalesce(sum(frequency) filter (age = 'All ages'), sum(frequency)) as frequency,
        bool_and(coalesce(frequency = previous, false)) as is_alike
    from revised_cell
    where role = 'area'
        and period_kind = 'month'
        and measure = 'FAE'
    group by all
),

levelled as (
    select
        *,
        avg(frequency) over (
            partition by delivered_table, area_code
            order by period
            rows between 12 preceding and 12 following
            exclude current row
        ) as level
    from area_month
),

by_month as (
    select
        delivered_table,
        period,
        cast(count(*) as double) as areas,
        cast(count(*) filter (frequency = 0) as double) as empty,
        -- Of a count that varies more than a Poisson one (negative binomial, of shape 4).
        least(avg(power(1 + level / 4, -4)), 0.999) as chance,
        bool_and(is_alike) as is_alike
    from levelled
    where level is not null
    group by all
)

select
    delivered_table,
    month_label(period) as month
from by_month
where not is_alike
    and areas - empty < areas * (1 - chance) / 2
    and surprise(empty, areas, chance) > 6.9
order by all;
