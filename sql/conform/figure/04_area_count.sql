-- grain: dataset x area (force, local authority, residual) x month x age (all ages and two bands)
-- Fine age groups become bands; not known ages are in all ages only.
create or replace temp table area_count as
select
    counted.dataset,
    counted.area_level,
    counted.area_code,
    counted.period as month,
    coalesce(age.age_band, counted.age) as age,
    sum(counted.count) as count
from current_count as counted
left join reference.age
    on counted.delivered_table = 'month by force and age group'
    and age.breakdown = 'age group'
    and counted.age = age.age
where counted.period_kind = 'month'
    and counted.dataset in ('monthly sharp object', 'all assault')
    and coalesce(age.age_band, counted.age) != 'Not known'
group by all;
