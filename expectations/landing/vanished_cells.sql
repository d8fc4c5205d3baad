-- grain: one row per cell with 8 or more in the extract before and none now
-- severity: critical
-- reason: A count of 8 or more in the extract before is 0 or absent now.
select
    delivered_table,
    area_code,
    period_label(period_kind, period) as period,
    age,
    sex,
    ethnicity,
    measure
from revised_cell
where previous >= 8
    and frequency = 0
order by all;
