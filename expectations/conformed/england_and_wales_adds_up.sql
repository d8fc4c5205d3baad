-- grain: one row per period whose England and Wales is not England plus Wales
-- severity: critical
-- reason: England and Wales is not the sum of England and Wales.
select
    period_kind,
    period_label(period_kind, period) as period,
    age
from secure.conformed.figure
where area_level = 'national'
    and measure = 'FAE'
    and breakdown in ('total', 'age band')
group by cause, period_kind, period, age
having sum(frequency) filter (area_code = 'K04000001')
    != sum(frequency) filter (area_code in ('E92000001', 'W92000004'))
order by all;
