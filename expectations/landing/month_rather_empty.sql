-- grain: one row per table and month in which most areas have no count, beyond most chance
-- severity: warning
-- reason: Half of the areas that usually have counts have none in a month, which is rare.
-- As no_month_half_empty, in fewer than one month in 1,000 (e^-6.9).
select
    delivered_table,
    month_label(period) as month
from empty_period
where period_kind = 'month'
    and not is_alike
    and not is_absent
    and is_half_empty
    and surprise > 6.9
order by all;
