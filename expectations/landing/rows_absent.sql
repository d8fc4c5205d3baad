-- grain: one row per table and force, month or year without a single row
-- severity: warning
-- reason: A table has no row at all for a force, a month or a year, which is read as 0.
-- In a long table that can be so by chance. What the extract before did not have either is no news.
select
    delivered_table,
    pfa_code as absent
from absent_force
where not is_alike
union all
select
    delivered_table,
    period_label(period_kind, period)
from empty_period
where is_absent
    and not is_alike
order by all;
