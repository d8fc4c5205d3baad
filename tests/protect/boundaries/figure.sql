-- grain: cause x area x kind of period x period x age: every true figure of a little world
-- From admission (cause, smallest area, month, age) and place (area, smallest area).
create or replace table secure.conformed.figure as
with by_age as (
    select cause, smallest, month, age, frequency
    from admission
    where age != 'Not known'
    union all by name
    select cause, smallest, month, 'All ages' as age, sum(frequency) as frequency
    from admission
    group by all
),

by_month as (
    select cause, area_level, area_code, month, age, sum(frequency) as frequency
    from by_age
    inner join place using (smallest)
    group by all
),

by_period as (
    select *, 'month' as period_kind, month as period
    from by_month
    union all by name
    select
        * exclude (month, frequency), 'year' as period_kind, financial_year(month) as period,
        sum(frequency) as frequency
    from by_month
    group by all
    having count(*) = 12
    union all by name
    select
        * exclude (frequency), 'rolling_year' as period_kind, month as period,
        sum(frequency) over last_twelve as frequency
    from by_month
    where area_level != 'la'
    window last_twelve as (
        partition by cause, area_level, area_code, age
        order by month
        rows between 11 preceding and current row
    )
    qualify count(*) over last_twelve = 12
)

select
    cause,
    'FAE' as measure,
    area_level,
    area_code,
    period_kind,
    period,
    age,
    'All' as sex,
    'All' as ethnicity,
    case age when 'All ages' then 'total' else 'age band' end as breakdown,
    cast(frequency as integer) as frequency,
    last_month(period_kind, period) >= $provisional_from as is_provisional
from by_period
where period_kind in (select unnest($period_kinds))
