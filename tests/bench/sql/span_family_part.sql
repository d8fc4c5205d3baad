-- grain: one row per way to split a total, or a span of its months, into its last months and those before, and part
-- Spans begin and end where rolling totals do, every `step` months. Of a shorter span's splits only its last step is
-- taken where there are many: with all splits of twelve months they say what every split would.
insert into family_part
with month as (
    select distinct month, (month || '-01')::date as starts, min((month || '-01')::date) over () as first_month
    from admission
),

span as (
    select ending.starts as ends, n::integer as n
    from month as ending
    cross join range($step, 13, $step) as length (n)
    where month(ending.starts) % $step = 0
        and ending.starts - to_months(n::integer - 1) >= first_month
),

named as (
    select
        *,
        case n when 12 then 'rolling_year ' when 1 then 'month ' else n || ' months ' end
            || strftime(ends, '%Y-%m') as name
    from span
),

split as (
    select whole.name as total, late.n as late, late.name as late_name, early.name as early_name
    from named as whole
    inner join named as late on late.ends = whole.ends and late.n < whole.n
    inner join named as early on early.ends = whole.ends - to_months(late.n) and early.n = whole.n - late.n
    where $step > 1 or whole.n = 12 or late.n = 1
)

select 'period', 'last ' || late, total, unnest([late_name, early_name]) from split
union all
select 'period', 'month', name, 'month ' || strftime(ends - to_months(nth::integer), '%Y-%m')
from named
cross join range($step) as months (nth)
where n = $step and n > 1
union all
select 'period', 'march', 'year ' || year, 'rolling_year ' || max(month)
from admission
group by year
