-- grain: one row per year whose total admissions by force, sex, age and ethnicity differ
-- severity: critical
-- reason: The bi-annual tables do not add up to the same total.
with total as (
    select
        delivered_table,
        period,
        sum(frequency) as frequency
    from delivered_cell
    where delivered_table in (
        'year by force', 'year by sex', 'year by age group', 'year by ethnicity'
    )
        and role = 'area'
        and measure = 'FAE'
    group by delivered_table, period
)

select year_label(period) as year
from total
group by period
having count(distinct frequency) > 1
order by year;
