-- grain: one row per nation and age in months: how figures rose from it to the next
-- Quartiles of the ratios over the vintages kept.
create or replace temp table rise as
select
    area_code,
    age,
    count(*) as months,
    quantile_cont(next_value / value, 0.25) as lower_quartile,
    quantile_cont(next_value / value, 0.5) as median,
    quantile_cont(next_value / value, 0.75) as upper_quartile
from step
where value > 0
group by area_code, age;
