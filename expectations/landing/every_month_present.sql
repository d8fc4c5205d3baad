-- grain: one row per table and month or year of the Cover's Period without a single row, beyond all chance
-- severity: critical
-- reason: A table says nothing of a month or year that the Cover's Period covers.
-- In a long table no row means 0, and a small country can have a month of none. Refused is what the
-- extract before had 8 cases of, or what comes by chance in fewer than one period in 8 million (e^-16).
select
    delivered_table,
    period_label(period_kind, period) as period
from empty_period
where is_absent
    and (previous >= 8 or (surprise > 16 and not is_alike))
order by all;
