-- grain: one row per control chart: what its months signal
-- Every month outside the limits counts, one of the baseline too. `run` counts the months up to the
-- latest that lie on the same side of the mean; eight are a signal (Western Electric, Statistical
-- Quality Control Handbook, 1956). Seven, as in Making Data Count, are no more than a warm half year.
create or replace temp table control_signal as
with sided as (
    select
        *,
        arg_min(side, months_back) over (partition by cause, area_code, age) as last_side
    from control_chart
    where is_judged
)

select
    cause,
    area_code,
    age,
    any_value(mean) as mean,
    any_value(lower) as lower,
    any_value(upper) as upper,
    list(period order by period) filter (value > upper) as above,
    list(period order by period) filter (value < lower) as below,
    max(period) filter (is_baseline) as baseline_to,
    least(
        coalesce(min(months_back) filter (side != last_side), 37) - 1, count(*)
    ) as run,
    any_value(last_side) as run_side,
    min(period) as first_period,
    max(period) as last_period,
    arg_max(is_unfinished, period) as is_provisional
from sided
group by cause, area_code, age;
