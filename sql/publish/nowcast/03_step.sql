-- grain: one row per nation, provisional month of admission and month of age that it was seen to gain
-- Between vintages whose latest months follow each other. A year holds eleven of them at age 0, one
-- at age 10: the older ages are seldom seen, so they share one `age_group`.
create or replace temp table step as
select
    area_code,
    period,
    earlier.age,
    least(earlier.age, getvariable('pooled_from')) as age_group,
    earlier.value,
    later.value as next_value,
    row_number() over (partition by area_code, earlier.age order by later.last_month desc)
    <= getvariable('recent_steps') as is_recent
from reporting_triangle as earlier
inner join reporting_triangle as later using (area_code, period)
where later.age = earlier.age + 1
    and earlier.age <= 10
    and earlier.is_provisional
    and later.is_provisional;
