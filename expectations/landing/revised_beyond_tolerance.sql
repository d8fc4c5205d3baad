-- grain: one row per cell that differs from the extract before by more than 20 and by more than 10 %
-- severity: warning
-- reason: A count was revised since the extract before by more than 20 and more than a tenth.
select
    delivered_table,
    area_code,
    period_label(period_kind, period) as period,
    age,
    sex,
    ethnicity,
    measure
from revised_cell
where abs(frequency - previous) > greatest(20, 0.1 * previous)
order by all;
