-- grain: one row per figure of the last two years of the file in each vintage, with the release that first shows it
-- one admission in twenty is coded late: in the final vintage of its month, three releases later, not in the first
create or replace table vintage_figure as
with month as (
    select month, year, row_number() over (order by month) - 12 as nth
    from (select distinct month, year from admission)
    where year in (select distinct year from admission order by year desc limit 2)
),

late as (
    select area, month, age, count(*) as n
    from (select area, month, age, unnest(range(n)) as nth from admission)
    where hash(area, month, age, nth) % 20 = 0
    group by all
),

vintage as (
    select admission.*, coalesce(late.n, 0) as late_n
    from admission
    left join late using (area, month, age)
),

area as (
    select distinct area, 'pfa' as area_level, 'pfa ' || area as area_code from admission
    union all
    select distinct area, 'country', 'country ' || country from admission
    union all
    select distinct area, 'national', 'national England and Wales' from admission
),

part_age as (
    select distinct age as part, age from admission
    union all
    select distinct age, 'All ages' from admission
),

summed as (
    select
        area_level, area_code, 'month' as period_kind, month as period, nth, ages.age as age,
        sum(n) as final, sum(n - late_n) as first, sum(late_n) as rise
    from vintage
    inner join month using (month, year)
    inner join area using (area)
    inner join part_age as ages
        on ages.part = vintage.age
    group by all
    union all
    select
        area_level, area_code, 'year', year, max(nth), ages.age, sum(n), null, null
    from vintage
    inner join month using (month, year)
    inner join area using (area)
    inner join part_age as ages
        on ages.part = vintage.age
    group by all
)

-- nth counts months from the last of the first year (0); release 0 comes out with it, one more each month
select
    area_level, area_code, period_kind, period, age, 'final' as vintage, null as risen_from, final as n,
    greatest(nth + 3, 0) as release
from summed
where nth + 3 <= 12
union all by name
select
    area_level, area_code, period_kind, period, age, 'first' as vintage, first as n, greatest(nth, 0) as release
from summed
where period_kind = 'month' and nth + 3 > 0
union all by name
select
    area_level, area_code, period_kind, period, age, 'final' as vintage, 'first' as risen_from, rise as n,
    nth + 3 as release
from summed
where period_kind = 'month' and nth + 3 between 1 and 12
