-- grain: one row per nation and age from 0 to 10 months: what a figure becomes by the next month
-- The volume-weighted chain ladder: a figure C becomes factor * C, with a variance of sigma2 times
-- a power of C. `error_ratio` times sigma2 is the variance of the factor itself. With a power of 1
-- these are the estimates of Mack, Distribution-free calculation of the standard error of chain
-- ladder reserve estimates, ASTIN Bulletin 23 (1993).
create or replace temp table development as
with estimated as (
    select
        area_code,
        age_group,
        sum(next_value) / nullif(sum(value), 0) as mean_factor,
        sum(next_value) filter (is_recent) / nullif(sum(value) filter (is_recent), 0) as factor,
        sum(pow(value, getvariable('variance_power'))) filter (is_recent)
        / nullif(pow(sum(value) filter (is_recent), 2), 0) as error_ratio,
        count(*) as steps
    from step
    group by area_code, age_group
),

spread as (
    select
        area_code,
        age_group,
        sum(
            pow(next_value - mean_factor * value, 2)
            / nullif(pow(value, getvariable('variance_power')), 0)
        ) / nullif(any_value(steps) - 1, 0) as sigma2
    from step
    inner join estimated using (area_code, age_group)
    group by area_code, age_group
)

select
    estimated.area_code,
    ages.age,
    estimated.age_group,
    estimated.factor,
    spread.sigma2,
    estimated.error_ratio,
    estimated.steps
from estimated
inner join spread using (area_code, age_group)
inner join range(11) as ages (age)
    on estimated.age_group = least(ages.age, getvariable('pooled_from'));
