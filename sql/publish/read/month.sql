-- grain: one row per cause, area, age band and month
select cause, area_code, age, period, shown, base, status
from figure
where period_kind = 'month'
order by cause, area_code, age, period;
