-- grain: one row per table and month in which most areas have no count, beyond all chance
-- severity: critical
-- reason: Half of the areas that usually have counts have none in a month, which is no chance.
-- Areas are looked at, not their sum: a real fall leaves few areas with none, a month that was not
-- filled in leaves many. By chance in fewer than one month in 8 million (e^-16), and in one in 6,000
-- while counts are at 0.55 of the level, as in April 2020. So of good files of 12 years, at most one in
-- 1,000. A month that the extract before showed alike is no news.
select
    delivered_table,
    month_label(period) as month
from empty_period
where period_kind = 'month'
    and not is_alike
    and not is_absent
    and is_half_empty
    and surprise > 16
order by all;
