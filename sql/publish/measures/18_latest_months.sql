-- grain: one row per cause and force: its latest three months and the same months of two years before
-- Like with like: the same months of the year. Only where all nine months show a figure. `other` is
-- the mean of the two years; rounding adds the variance of a uniform error of each month.
create or replace temp table latest_months as
with latest as (
    select
        cause,
        area_code,
        max(period) as last_period
    from figure
    where area_level = 'pfa'
        and period_kind = 'month'
        and age = 'All ages'
        and shown != '[x]'
    group by cause, area_code
),

placed as (
    select
        figure.*,
        last_period,
        date_diff('month', month_of(period), month_of(last_period)) as months_back
    from figure
    inner join latest using (cause, area_code)
    where period_kind = 'month'
        and age = 'All ages'
),

summed as (
    select
        cause,
        area_code,
        any_value(last_period) as period,
        sum(value) filter (months_back < 3) as value,
        sum(value) filter (months_back >= 3) / 2 as other,
        sum(base * base / 12 * if(months_back < 3, 1, 0.25)) as rounding,
        bool_or(is_unfinished) filter (months_back < 3) as is_unlike
    from placed
    where months_back % 12 < 3
        and months_back < 36 - 9
    group by cause, area_code
    having count(value) = 9
)

select
    summed.*,
    (value - other) / sqrt(
        multiplied * (value + other / 2) + added * (value * value + other * other / 2) + rounding
    ) as score
from summed
inner join usual_variation
    on summed.cause = usual_variation.cause
    and usual_variation.area_code is null
    and usual_variation.age = 'All ages'
where value + other >= 20;
