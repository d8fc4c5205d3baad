-- grain: one row per control chart
select
    cause,
    area_code,
    age,
    mean,
    lower,
    upper,
    coalesce(above, []) as above,
    coalesce(below, []) as below,
    run,
    run_side,
    first_period,
    last_period,
    is_provisional
from control_signal
order by cause, area_code, age;
