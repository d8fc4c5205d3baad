-- grain: one row per nation and provisional month of the release that can be nowcast
-- Only if enough vintages are kept, and each step to the final figure was seen four times or more.
-- Log-normal intervals (Mack 1993), in whole admissions; with Student's t for the normal, because
-- the variances are estimated too.
create or replace temp table nowcast as
with kept as (
    select area_code
    from vintage
    group by area_code
    having count(*) >= getvariable('least_vintages')
),

spread as (
    select
        *,
        ln(expected) - ln(1 + pow(relative_error, 2)) / 2 as middle,
        sqrt(ln(1 + pow(relative_error, 2))) * student(0.674490, freedom) as half_50,
        sqrt(ln(1 + pow(relative_error, 2))) * student(1.959964, freedom) as half_95
    from expected
    inner join kept using (area_code)
    where months_ahead = 12 - least(age, 11)
        and fewest_steps >= 4
        and expected > 0
)

select
    area_code,
    period,
    age,
    value,
    cast(round(expected) as bigint) as expected,
    -- Without any variance there is no freedom: the interval is the value.
    cast(round(exp(middle - coalesce(half_50, 0))) as bigint) as lower_50,
    cast(round(exp(middle + coalesce(half_50, 0))) as bigint) as upper_50,
    cast(round(exp(middle - coalesce(half_95, 0))) as bigint) as lower_95,
    cast(round(exp(middle + coalesce(half_95, 0))) as bigint) as upper_95
from spread;
