-- grain: one row per month whose total row is not the sum of the country's forces and residual
-- severity: critical
-- reason: The total row is not the sum of its forces and those of no known area in it.
select
    total.area_code,
    month_label(total.period) as month
from delivered_cell as total
inner join delivered_cell as part
    on total.delivered_table = part.delivered_table
    and total.period = part.period
    and total.age = part.age
    and total.measure = part.measure
    and left(part.area_code, 1) = left(total.area_code, 1)
where total.role = 'total'
    and part.role in ('area', 'residual')
    and total.area_level = 'pfa'
group by total.area_code, total.period, total.age, total.measure, total.frequency
having total.frequency != sum(part.frequency)
order by total.area_code, month;
