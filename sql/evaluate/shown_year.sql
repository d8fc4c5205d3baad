-- grain: one row per cause, Police Force Area, financial year and age, as the release shows it
-- Read from the release store only, so that it holds no figure that no release has shown.
select
    cell.cause,
    cell.area_code,
    cell.area,
    coalesce(vru.funded_from, '') as funded_from,
    cell.period,
    cell.age,
    cell.shown,
    cell.rounding
from release.cell as cell
left join reference.vru_area as vru on cell.area_code = vru.pfa_code
where cell.month = $month
    and cell.revision = $revision
    and cell.area_level = 'pfa'
    and cell.period_kind = 'year'
    and cell.measure = 'FAE'
    and cell.sex = 'All'
    and cell.ethnicity = 'All'
    and cell.age in ('All ages', 'Under 25')
    and year_of(cell.period) >= $first_month
order by cell.cause, cell.age, cell.area_code, cell.period;
