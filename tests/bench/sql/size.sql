-- grain: one row per area: its rank by size in the first year of the file, and what its months are taken to be at most
-- the first year stands in for the past that the file lacks: 1.5 times the largest month shown in it, plus 10
create or replace table size as
with first_year as (
    select area_code, period_kind, n
    from figure
    where age = 'All ages' and period_kind in ('month', 'year')
        and (period = (select min(year) from admission)
            or period in (select month from admission where year = (select min(year) from admission)))
)

select
    area_code,
    rank() over (order by max(n) filter (period_kind = 'year') desc, area_code) as size_rank,
    ($factor * max(case when n = 0 then 0 when n <= 7 then 7 else 5 * ((n + 2) // 5) + 2 end)
        filter (period_kind = 'month'))::bigint + $margin::bigint as most
from first_year
group by area_code
