-- grain: one row per area and month or financial year of an outcome, as the release shows it
select
    area_code,
    period_kind,
    period_start(period_kind, period) as starts,
    shown
from release.cell
where month = $month
    and revision = $revision
    and cause = $cause
    and age = $age
    and area_level = $unit
    and measure = 'FAE'
    and sex = 'All'
    and ethnicity = 'All'
    and period_kind in ('month', 'year');
