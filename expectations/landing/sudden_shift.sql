-- grain: one row per table, area, age and month, new or revised, far from the area's own level
-- severity: warning
-- reason: A month is far from the area's own level, allowing for what the month was like everywhere.
-- Level: the median of the 25 months around. The month everywhere: the median of count over level.
-- Residuals are of square roots, for which a Poisson count has a spread of 1: no area's own spread,
-- from its median residual, is taken to be less. Far is 6 spreads. A real surge is far too, so it is
-- shown and stops nothing.
with levelled as (
    select
        delivered_table,
        measure,
        area_code,
        age,
        period,
        frequency,
        previous,
        median(frequency) over (
            partition by delivered_table, measure, area_code, age
            order by period
            rows between 12 preceding and 12 following
        ) as level
    from revised_cell
    where period_kind = 'month'
        and role = 'area'
),

by_month as (
    select
        delivered_table,
        measure,
        age,
        period,
        coalesce(median(frequency / level) filter (level >= 5), 1) as factor
    from levelled
    group by all
),

residual as (
    select
        levelled.*,
        2 * (sqrt(levelled.frequency + 0.375) - sqrt(levelled.level * by_month.factor + 0.375))
            as residual
    from levelled
    inner join by_month using (delivered_table, measure, age, period)
),

spread as (
    select
        delivered_table,
        measure,
        area_code,
        age,
        greatest(1, 1.4826 * median(abs(residual))) as spread
    from residual
    group by all
)

select
    residual.delivered_table,
    residual.area_code,
    residual.age,
    month_label(residual.period) as month
from residual
inner join spread using (delivered_table, measure, area_code, age)
where residual.frequency is distinct from residual.previous
    and abs(residual.residual) > 6 * spread.spread
order by all;
