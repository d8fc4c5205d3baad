-- grain: one row per force, month or year and age whose LAs do not add up to it
-- severity: critical
-- reason: The local authorities do not add up to their Police Force Area.
-- In a long table no row means 0. A force that a table lacks altogether is not looked at here. Episodes
-- (FCE) of one stay can lie in two tables' cells differently; admissions cannot.
with by_la as (
    select
        la.pfa_code as area_code,
        cell.period_kind,
        cell.period,
        cell.age,
        sum(cell.frequency) as frequency
    from delivered_cell as cell
    inner join reference.local_authority as la on cell.area_code = la.la_code
    where cell.area_level = 'la'
        and cell.measure = 'FAE'
    group by all
),

by_force as (
    select
        area_code,
        period_kind,
        period,
        age,
        frequency
    from delivered_cell
    where delivered_table in ('month by force and age category', 'year by force')
        and measure = 'FAE'
)

select
    area_code,
    period_label(period_kind, period) as period,
    age
from by_force
full join by_la using (area_code, period_kind, period, age)
where area_code in (select area_code from by_force)
    and area_code in (select area_code from by_la)
    and coalesce(by_force.frequency, 0) != coalesce(by_la.frequency, 0)
order by all;
