-- grain: one row per cause, nation, age band and provisional month that is nowcast
select
    'X99' as cause,
    area_code,
    'All ages' as age_band,
    month_label(period) as period,
    value,
    expected,
    lower_50,
    upper_50,
    lower_95,
    upper_95,
    age as age_in_months
from nowcast
order by area_code, period;
