-- grain: one row per region and whole year whose months are not the year of its forces
-- severity: critical
-- reason: A region's months do not add up to its forces' year.
-- In a long table no row means 0.
with by_region as (
    select
        area_code,
        financial_year(period) as period,
        sum(frequency) as frequency
    from delivered_cell
    where delivered_table = 'month by region'
        and role = 'area'
        and measure = 'FAE'
    group by all
),

by_force as (
    select
        coalesce(pfa.region_code, pfa.country_code) as area_code,
        cell.period,
        sum(cell.frequency) as frequency
    from delivered_cell as cell
    inner join reference.police_force_area as pfa on cell.area_code = pfa.pfa_code
    where cell.delivered_table = 'year by force'
        and cell.role = 'area'
        and cell.measure = 'FAE'
    group by all
)

select
    area_code,
    year_label(period) as year
from by_region
full join by_force using (area_code, period)
where area_code in (select area_code from by_region)
    and area_code in (select area_code from by_force)
    and coalesce(by_region.frequency, 0) != coalesce(by_force.frequency, 0)
order by all;
