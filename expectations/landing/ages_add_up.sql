-- grain: one row per force and month whose age groups do not add up to all ages
-- severity: critical
-- reason: The age groups and not known do not add up to all ages.
with by_age as (
    select
        area_code,
        period,
        sum(frequency) as frequency
    from delivered_cell
    where delivered_table = 'month by force and age group'
    group by area_code, period
)

select
    all_ages.area_code,
    month_label(all_ages.period) as month
from delivered_cell as all_ages
inner join by_age using (area_code, period)
where all_ages.delivered_table = 'month by force'
    and all_ages.frequency != by_age.frequency
order by area_code, month;
