-- grain: one row per force, month and age with more sharp-object than all-assault admissions
-- severity: warning
-- reason: There are more admissions for sharp-object assault than for all assault.
select
    area_code,
    month_label(period) as month,
    age
from secure.conformed.figure
where area_level = 'pfa'
    and period_kind = 'month'
    and measure = 'FAE'
group by area_code, period, age
having sum(count) filter (cause = 'X99') > sum(count) filter (cause = 'X92-Y09')
order by all;
