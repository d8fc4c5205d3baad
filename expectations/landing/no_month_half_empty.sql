-- grain: one row per table and month in which most areas have no count, beyond all chance
-- severity: critical
-- reason: Half of the areas that usually have counts have none in a month, which is no chance.
-- Areas are looked at, not their sum: a real fall leaves few areas with none, a month that was not
-- filled in leaves many. From each area's level in the 25 months around, so many have none by chance in
-- fewer than one month in 10^6 (e^-13.8): one good file of 12 years and three tables in 2,000. A month
-- that the extract before showed alike is no news.
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
    and surprise(empty, areas, chance) > 13.8
order by all;
