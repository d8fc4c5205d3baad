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
    judged.earlier_shown,
    judged.is_as_released as earlier_as_released,
    judged.change_on_year,
    judged.verdict_on_year,
    judged.baseline_shown,
    judged.change_on_baseline,
    judged.verdict_on_baseline
from rate
inner join figure using (cell_no)
inner join area on rate.area_code = area.area_code
inner join judged_period as judged using (cell_no)
order by rate.cell_no;
