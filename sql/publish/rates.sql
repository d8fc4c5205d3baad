-- grain: one row per shown figure of a whole period, in the columns of rates.csv
-- Made of the measures, which must be in the connection.
select
    rate.cause,
    figure.area_level,
    rate.area_code,
    area.area,
    rate.age,
    rate.period_kind,
    rate.period,
    strftime(rate.first_day, '%Y-%m-%d') as first_day,
    strftime(rate.last_day, '%Y-%m-%d') as last_day,
    figure.shown,
    figure.base as rounding,
    figure.status,
    rate.residents,
    rate.mid_year,
    rate.basis,
    rate.census,
    rate.rate,
    rate.rate_lower,
    rate.rate_upper,
    rate.standardised_rate,
    rate.standardised_lower,
    rate.standardised_upper,
    whole_period.earlier_shown,
    whole_period.is_as_released as earlier_as_released,
    whole_period.change_on_year,
    coalesce(on_year.verdict, 'untested') as verdict_on_year,
    whole_period.baseline_shown,
    whole_period.change_on_baseline,
    coalesce(on_baseline.verdict, 'untested') as verdict_on_baseline
from rate
inner join figure using (cell_no)
inner join area on rate.area_code = area.area_code
inner join whole_period
    on rate.cause = whole_period.cause
    and rate.area_code = whole_period.area_code
    and rate.age = whole_period.age
    and rate.period_kind = whole_period.period_kind
    and rate.period = whole_period.period
left join change_test as on_year
    on whole_period.cell_no = on_year.cell_no
    and on_year.compared_with = 'year'
left join change_test as on_baseline
    on whole_period.cell_no = on_baseline.cell_no
    and on_baseline.compared_with = 'baseline'
order by rate.cell_no;
