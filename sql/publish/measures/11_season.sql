-- grain: one row per month of the year: how a month of England differs from its time
-- The median, over the years, of a month of England (sharp object, all ages) to the mean of the 12
-- months about it (2 x 12 moving average), scaled to a mean of 1. Source: ratio to moving average,
-- as in Makridakis, Wheelwright and Hyndman, Forecasting (1998), chapter 3. Without three years of
-- a month there is none, and all are 1.
create or replace temp table season as
with month as (
    select
        period,
        value,
        avg(value) over (order by period rows between 6 preceding and 5 following) as before,
        avg(value) over (order by period rows between 5 preceding and 6 following) as after,
        count(value) over (order by period rows between 6 preceding and 6 following) as around
    from figure
    where cause = 'X99'
        and area_code = 'E92000001'
        and age = 'All ages'
        and period_kind = 'month'
        and shown != '[x]'
),

ratio as (
    select
        cast(right(period, 2) as integer) as calendar_month,
        median(2 * value / (before + after)) as ratio,
        count(*) as years
    from month
    where around = 13
    group by calendar_month
),

known as (
    select
        calendar_month,
        ratio / avg(ratio) over () as season
    from ratio
    qualify count(*) over () = 12
        and min(years) over () >= 3
)

select
    calendar_month,
    coalesce(season, 1) as season
from range(1, 13) as twelve (calendar_month)
left join known using (calendar_month);
