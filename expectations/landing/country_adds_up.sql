-- grain: one row per month whose total row is not the sum of the country's forces and residual
-- severity: critical
-- reason: The total row is not the sum of its forces and those of no known area in it.
-- In a long table no row means 0.
with placed as (
    select
        *,
        left(area_code, 1) as country
    from delivered_cell
    where role in ('total', 'area', 'residual')
        and area_level = 'pfa'
)

select
    total.area_code,
    month_label(placed.period) as month
from placed
inner join (
    select distinct delivered_table, country, area_code
    from placed
    where role = 'total'
) as total using (delivered_table, country)
group by total.area_code, placed.delivered_table, placed.period, placed.age, placed.measure
having sum(if(placed.role = 'total', placed.frequency, 0))
    != sum(if(placed.role = 'total', 0, placed.frequency))
order by all;
