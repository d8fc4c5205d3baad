-- grain: one row per table, margin (area, period, all), measure, age and key of the margin
-- Each age has its own totals, so that no count is added twice.
select
    hand_over_table,
    case when grouping(area_code) = 0 then 'area' when grouping(period) = 0 then 'period' else 'all' end
        as margin,
    measure,
    age,
    coalesce(area_code, period, 'all') as margin_key,
    count(*) as cells,
    cast(sum(frequency) as bigint) as total
from handed_count
group by grouping sets (
    (hand_over_table, measure, age, area_code),
    (hand_over_table, measure, age, period),
    (hand_over_table, measure, age)
)
order by all;
