-- grain: one row per figure with more than twice as many episodes (FCE) as admissions (FAE), plus 20
-- severity: warning
-- reason: There are more than twice as many consultant episodes as admissions.
select
    coalesce(area_code, 'country') as area_code,
    period_label(period_kind, period) as period,
    age,
    sex,
    ethnicity
from revised_cell
group by delivered_table, area_code, period_kind, period, age, sex, ethnicity
having sum(frequency) filter (measure = 'FCE') > 2 * sum(frequency) filter (measure = 'FAE') + 20
    and not bool_and(coalesce(frequency = previous, false))
order by all;
