-- grain: one row per figure with fewer consultant episodes (FCE) than admission episodes (FAE)
-- severity: critical
-- reason: There are fewer finished consultant episodes than finished admission episodes.
select
    coalesce(area_code, 'country') as area_code,
    month_label(period) as period,
    age,
    sex,
    ethnicity
from delivered_cell
group by delivered_table, area_code, period, age, sex, ethnicity
having sum(frequency) filter (measure = 'FCE') < sum(frequency) filter (measure = 'FAE')
order by area_code, period, age, sex, ethnicity;
