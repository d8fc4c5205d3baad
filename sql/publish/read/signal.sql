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
    baseline_to,
    last_period,
    process_step.period is not null as is_stepped,
    process_step.event,
    is_provisional
from control_signal
left join process_step on control_signal.first_period = process_step.period
order by cause, area_code, age;
