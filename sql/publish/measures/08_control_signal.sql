-- grain: one row per control chart: what its last 12 months signal
-- `run` counts the months up to the latest that lie on the same side of the mean; eight are a
-- signal (Western Electric, Statistical Quality Control Handbook, 1956).
create or replace temp table control_signal as
with sided as (
    select
        *,
        arg_min(side, months_back) over (partition by cause, area_code, age) as last_side
    from control_chart
)

select
    cause,
    area_code,
    age,
    any_value(mean) as mean,
    any_value(lower) as lower,
    any_value(upper) as upper,
    list(period order by period) filter (months_back <= 12 and value > upper) as above,
    list(period order by period) filter (months_back <= 12 and value < lower) as below,
    coalesce(min(months_back) filter (side != last_side), 37) - 1 as run,
    any_value(last_side) as run_side,
    min(period) as first_period,
    max(period) as last_period,
    arg_max(status, period) != 'final' as is_provisional
from sided
group by cause, area_code, age;
