-- grain: dataset x area (force, local authority, residual) x month x age (all ages and two bands)
-- Fine age groups become bands. Ages not known count in all ages only. Only tables delivered by fine
-- age group are summed: grouping all rows takes a third longer.
create or replace temp table area_count as
with counted as (
    select
        delivered_table = 'month by force and age group' as is_fine,
        dataset,
        area_level,
        area_code,
        period as month,
        age,
        frequency
    from current_count
    where period_kind = 'month'
        and dataset in ('monthly sharp object', 'all assault')
        and age != 'Not known'
)

select * exclude (is_fine)
from counted
where not is_fine
union all by name
select
    counted.* exclude (is_fine, age, frequency),
    age.age_band as age,
    cast(sum(counted.frequency) as integer) as frequency
from counted
inner join reference.age using (age)
where counted.is_fine
    and age.breakdown = 'age group'
group by all;
