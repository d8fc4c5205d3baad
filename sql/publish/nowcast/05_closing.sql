-- grain: one row per nation and month of admission that was seen provisional and then final
-- `projected` is what the last provisional figure would have become at the age of eleven months by
-- the factors, `process` the variance of a figure about that, relative to its square.
create or replace temp table closing as
with first_final as (
    select
        area_code,
        period,
        min(last_month) as last_month,
        arg_min(value, last_month) as final_value
    from reporting_triangle
    where not is_provisional
    group by area_code, period
),

last_provisional as (
    select
        area_code,
        period,
        max(triangle.age) as age,
        arg_max(triangle.value, triangle.last_month) as value,
        any_value(first_final.final_value) as final_value
    from reporting_triangle as triangle
    inner join first_final using (area_code, period)
    where triangle.is_provisional
        and triangle.last_month < first_final.last_month
    group by area_code, period
    -- Younger months would carry the errors of the first factors into the closing factor.
    having max(triangle.age) >= 3
),

path as (
    select
        last_provisional.*,
        development.factor,
        development.sigma2,
        last_provisional.value * coalesce(product(development.factor) over earlier, 1) as reached
    from last_provisional
    left join development
        on last_provisional.area_code = development.area_code
        and last_provisional.age <= development.age
    window earlier as (
        partition by last_provisional.area_code, last_provisional.period
        order by development.age
        rows between unbounded preceding and 1 preceding
    )
)

select
    area_code,
    period,
    any_value(age) as age,
    any_value(final_value) as final_value,
    any_value(value) * coalesce(product(factor), 1) as projected,
    coalesce(sum(
        sigma2 * pow(nullif(reached, 0), getvariable('variance_power') - 2)
        / nullif(factor * factor, 0)
    ), 0) as process
from path
group by area_code, period;
