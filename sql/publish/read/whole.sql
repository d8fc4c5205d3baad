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
    resident.mid_year,
    case when value >= 10 then round(1e5 * value / residents, 1) end as rate,
    case when value >= 10 then round(1e5 * byar_lower(least) / residents, 1) end as rate_lower,
    case when value >= 10 then round(1e5 * byar_upper(most) / residents, 1) end as rate_upper
from whole_period
inner join resident using (area_code, age)
left join change_test as on_year
    on whole_period.cause = on_year.cause
    and whole_period.area_code = on_year.area_code
    and whole_period.age = on_year.age
    and whole_period.period_kind = on_year.period_kind
    and whole_period.period = on_year.period
    and on_year.compared_with = 'year'
left join change_test as on_baseline
    on whole_period.cause = on_baseline.cause
    and whole_period.area_code = on_baseline.area_code
    and whole_period.age = on_baseline.age
    and whole_period.period_kind = on_baseline.period_kind
    and whole_period.period = on_baseline.period
    and on_baseline.compared_with = 'baseline'
order by whole_period.cause, whole_period.area_code, whole_period.age, whole_period.period_kind,
    whole_period.period;
