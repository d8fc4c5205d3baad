-- grain: one row per cause, area, age band and financial year or 12 months ending
select
    whole_period.cause,
    whole_period.area_code,
    whole_period.age,
    whole_period.period_kind,
    whole_period.period,
    shown,
    base,
    status,
    earlier_shown,
    is_as_released,
    baseline_shown,
    change_on_year,
    coalesce(on_year.verdict, 'untested') as chance_on_year,
    change_on_baseline,
    coalesce(on_baseline.verdict, 'untested') as chance_on_baseline,
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
left join change_test as on_year
    on whole_period.cell_no = on_year.cell_no
    and on_year.compared_with = 'year'
left join change_test as on_baseline
    on whole_period.cell_no = on_baseline.cell_no
    and on_baseline.compared_with = 'baseline'
order by whole_period.cause, whole_period.area_code, whole_period.age, whole_period.period_kind,
    whole_period.period;
