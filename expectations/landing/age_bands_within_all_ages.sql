-- grain: one row per area and month whose age categories exceed all ages
-- severity: critical
-- reason: Under 25 and 25 and over together exceed all ages.
-- In a long table no row means 0.
select
    area_code,
    month_label(period) as month
from delivered_cell
where delivered_table in (
    'month by force and age category', 'month by local authority and age category'
)
group by delivered_table, area_code, period
having sum(frequency) filter (age != 'All ages')
    > coalesce(sum(frequency) filter (age = 'All ages'), 0)
order by area_code, month;
