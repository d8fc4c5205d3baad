-- grain: one row per nation and age from 0 to 11 months: the step from it, at 11 to the final figure
-- A year turns final as a whole, whatever the ages of its months, so its closing is one step that
-- follows on the eleven of late coding. Its variance is what theirs do not explain.
create or replace temp table factor as
with closed as (
    select
        area_code,
        sum(final_value) / nullif(sum(projected), 0) as factor,
        sum(pow(projected, getvariable('variance_power'))) / nullif(pow(sum(projected), 2), 0)
            as error_ratio,
        count(*) as steps
    from closing
    group by area_code
),

spread as (
    select
        closing.area_code,
        greatest(
            sum(
                pow(final_value - factor * projected, 2)
                / nullif(pow(projected, getvariable('variance_power')), 0)
            ) / nullif(any_value(steps) - 1, 0)
            - avg(
                factor * factor * process
                * pow(nullif(projected, 0), 2 - getvariable('variance_power'))
            ),
            0
        ) as sigma2
    from closing
    inner join closed using (area_code)
    group by closing.area_code
)

select *
from development
union all by name
select
    closed.*,
    spread.sigma2,
    11 as age,
    11 as age_group
from closed
inner join spread using (area_code);
