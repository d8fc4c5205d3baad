-- grain: one row per force or country of England and month that has no count
-- severity: critical
-- reason: A month of England that the release covers has no count.
select
    cause,
    area_code,
    month_label(period) as month
from secure.conformed.figure
where period_kind = 'month'
    and measure = 'FAE'
    and area_level in ('pfa', 'region', 'national')
    and left(area_code, 1) = 'E'
    and frequency is null
order by all;
