-- grain: one row per cause, area, age band and financial year or 12 months ending
select
    judged.cause,
    judged.area_code,
    judged.age,
    judged.period_kind,
    judged.period,
    shown,
    base,
    status,
    earlier_shown,
    is_as_released,
    baseline_shown,
    change_on_year,
    verdict_on_year,
    change_on_baseline,
    verdict_on_baseline,
    residents,
    mid_year,
    basis,
    estimated_to,
    rate,
    rate_lower,
    rate_upper,
    standardised_rate,
    standardised_lower,
    standardised_upper
from judged_period as judged
inner join rate using (cell_no)
order by judged.cause, judged.area_code, judged.age, judged.period_kind, judged.period;
