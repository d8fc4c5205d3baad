-- grain: one row per figure that stands more than once
-- severity: critical
-- reason: A figure stands more than once, so a join has multiplied counts.
select
    cause,
    measure,
    area_code,
    period_kind,
    period_label(period_kind, period) as period,
    age,
    sex,
    ethnicity
from secure.conformed.figure
group by all
having count(*) > 1
order by all;
