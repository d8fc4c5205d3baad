-- grain: one row per cause, area, age band and month of the last 36 that show a figure
-- An XmR chart: the mean of its first months and limits 2.66 mean moving ranges either side judge
-- every month. Sources: Wheeler, Understanding Variation (2000); NHS England, Making Data Count.
-- The baseline is the first 24 of the months since the last step of the process, fewer where the 12
-- latest would be among them, but never under 12. Months before the step are drawn, not judged.
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
        period >= coalesce((select max(period) from process_step), '') as is_judged
    from recent
    where months_back <= 36
),

ranged as (
    select
        *,
        count(*) filter (is_judged) over series as judged,
        row_number() over (series order by is_judged, period)
        - count(*) filter (not is_judged) over series as month_no,
        abs(value - lag(value) over (partition by cause, area_code, age, is_judged order by period))
            as moving_range
    from month
    window series as (partition by cause, area_code, age)
),

placed as (
    select
        *,
        is_judged and month_no <= least(24, greatest(12, judged - 12)) as is_baseline
    from ranged
),

limits as (
    select
        cause,
        area_code,
        age,
        avg(value) filter (is_baseline) as mean,
        avg(moving_range) filter (is_baseline) as mean_range
    from placed
    group by cause, area_code, age
    having count(value) = 36
        and count(*) filter (is_baseline) >= 12
        and avg(value) filter (is_baseline) >= greatest(20, 4 * max(base))
)

select
    placed.cause,
    placed.area_code,
    placed.age,
    placed.period,
    placed.months_back,
    placed.value,
    placed.status,
    placed.is_unfinished,
    placed.is_judged,
    placed.is_baseline,
    round(limits.mean, 1) as mean,
    round(greatest(0, limits.mean - 2.66 * limits.mean_range), 1) as lower,
    round(limits.mean + 2.66 * limits.mean_range, 1) as upper,
    sign(placed.value - limits.mean) as side
from placed
inner join limits using (cause, area_code, age);
