-- grain: one row per cause, nation, age band and age in months
select
    'X99' as cause,
    area_code,
    'All ages' as age_band,
    age as age_in_months,
    months,
    median,
    lower_quartile,
    upper_quartile
from rise
order by area_code, age_in_months;
