-- grain: one row per nation and provisional month of the release: what it is expected to become
-- Mack's recursion (1993) from the figure as shown. `relative_error` is the standard error of
-- prediction over what is expected: of the process and of the factors; ages that share a factor
-- share its error. `freedom` is Satterthwaite's (Biometrics Bulletin 2, 1946).
create or replace temp table expected as
with origin as (
    select
        area_code,
        period,
        age,
        value
    from reporting_triangle
    where vintage_no = 1
        and is_provisional
        and value > 0
),

path as (
    select
        origin.*,
        factor.age_group,
        factor.factor,
        factor.sigma2,
        factor.error_ratio,
        factor.steps,
        origin.value * coalesce(product(factor.factor) over earlier, 1) as reached
    from origin
    inner join factor
        on origin.area_code = factor.area_code
        and least(origin.age, 11) <= factor.age
    window earlier as (
        partition by origin.area_code, origin.period
        order by factor.age
        rows between unbounded preceding and 1 preceding
    )
),

by_group as (
    select
        area_code,
        period,
        age,
        value,
        count(*) as months_ahead,
        any_value(steps) as steps,
        product(factor) as factor,
        sum(
            sigma2 * pow(nullif(reached, 0), getvariable('variance_power') - 2)
            / nullif(factor * factor, 0)
        )
        + pow(count(*), 2) * any_value(sigma2 * error_ratio / nullif(factor * factor, 0))
            as variance
    from path
    group by area_code, period, age, value, age_group
)

select
    area_code,
    period,
    age,
    value,
    value * product(factor) as expected,
    sqrt(sum(variance)) as relative_error,
    pow(sum(variance), 2) / nullif(sum(pow(variance, 2) / nullif(steps - 1, 0)), 0) as freedom,
    sum(months_ahead) as months_ahead,
    min(steps) as fewest_steps
from by_group
group by area_code, period, age, value;
