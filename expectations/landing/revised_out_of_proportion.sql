-- grain: one row per cell, settled since months, that differs by more than 20 and by more than a half
-- severity: critical
-- reason: A count that was settled changed by more than 20 and more than a half since the extract before.
-- Nor is it what two draws of one small count would differ by (4.5 spreads: one cell in 10^5).
-- If the sender confirms it, let this rule only warn and receive the file again.
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
    and abs(frequency - previous) > greatest(20, 0.5 * previous, 4.5 * sqrt(frequency + previous))
order by all;
