-- grain: one row per cause, area, age band and month of the last 36 that show a figure
-- An XmR chart: the mean of the first 24 months and limits 2.66 mean moving ranges either side
-- judge the 12 months after them. Source: Wheeler, Understanding Variation (2000).
-- Only for series large enough: every month shown, and a mean of 20 and of four rounding steps.
create or replace temp table control_chart as
with recent as (
    select
        *,
        row_number() over (partition by cause, area_code, age order by period desc) as months_back
    from figure
    where period_kind = 'month'
        and shown != '[x]'
),

month as (
    select
        *,
        abs(value - lag(value) over (partition by cause, area_code, age order by period))
            as moving_range
    from recent
    where months_back <= 36
),

limits as (
    select
        cause,
        area_code,
        age,
        avg(value) filter (months_back > 12) as mean,
        avg(moving_range) filter (months_back > 12) as mean_range
    from month
    group by cause, area_code, age
    having count(value) = 36
        and avg(value) filter (months_back > 12) >= greatest(20, 4 * max(base))
)

select
    month.cause,
    month.area_code,
    month.age,
    month.period,
    month.months_back,
    month.value,
    month.status,
    round(limits.mean, 1) as mean,
    round(greatest(0, limits.mean - 2.66 * limits.mean_range), 1) as lower,
    round(limits.mean + 2.66 * limits.mean_range, 1) as upper,
    sign(month.value - limits.mean) as side
from month
inner join limits using (cause, area_code, age);
