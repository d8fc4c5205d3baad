-- grain: one row per force and month whose age groups do not add up to all ages
-- severity: critical
-- reason: The age groups and not known do not add up to all ages.
-- In a long table no row means 0. A force that a table lacks altogether is not looked at here, nor any
-- where the two tables come in files of their own.
select
    area_code,
    month_label(period) as month
from delivered_cell
where delivered_table in ('month by force', 'month by force and age group')
    and area_code in (
        select area_code
        from delivered_cell
        where delivered_table = 'month by force and age group'
        intersect
        select area_code
        from delivered_cell
        where delivered_table = 'month by force'
    )
group by area_code, period
having sum(if(age = 'All ages', frequency, 0)) != sum(if(age = 'All ages', 0, frequency))
order by all;
