-- grain: one row per settled count that no sum covers, more than doubled since the extract before
-- severity: critical
-- reason: A settled count of no known area, or of consultant episodes, more than doubled.
-- A total of the country and its ages hold every other count. A digit too many makes at least ten
-- times of a number; a settled month gains a few cases at most.
select
    delivered_table,
    area_code,
    period_label(period_kind, period) as period,
    age,
    sex,
    ethnicity,
    measure
from revised_cell
where is_settled
    and (role = 'no known area' or measure = 'FCE')
    and frequency > 2 * previous + 8
order by all;
