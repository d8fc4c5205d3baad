-- grain: one row per cause, area, age band and financial year or 12 months ending
select
    cause,
    area_code,
    age,
    period_kind,
    period,
    shown,
    base,
    status,
    earlier_shown,
    baseline_shown,
    change_on_year,
    is_clear_on_year,
    change_on_baseline,
    is_clear_on_baseline,
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
from whole_period
inner join rate using (cause, area_code, age, period_kind, period)
order by cause, area_code, age, period_kind, period;
