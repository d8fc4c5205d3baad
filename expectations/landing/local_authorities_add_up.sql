-- grain: one row per force, month or year and age whose LAs do not add up to it
-- severity: critical
-- reason: The local authorities do not add up to their Police Force Area.
with by_la as (
    select
        la.pfa_code as area_code,
        cell.period_kind,
        cell.period,
        cell.age,
        cell.measure,
        sum(cell.frequency) as frequency
    from delivered_cell as cell
    inner join reference.local_authority as la on cell.area_code = la.la_code
    where cell.area_level = 'la'
    group by all
)

select
    force.area_code,
    period_label(force.period_kind, force.period) as period,
    force.age
from delivered_cell as force
inner join by_la using (area_code, period_kind, period, age, measure)
where force.area_level = 'pfa'
    and force.delivered_table in ('month by force and age category', 'year by force')
    -- Episodes (FCE) of one stay can lie in two tables' cells differently; admissions cannot.
    and force.measure = 'FAE'
    and force.frequency != by_la.frequency
order by area_code, period;
