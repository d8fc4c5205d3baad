-- grain: dataset x delivered table x measure x area x period x age: groups, and the bands that they add up to
create or replace temp table true_count as
with delivered as (
    select
        dataset,
        delivered_table,
        measure,
        area_level,
        area_code,
        period,
        age,
        frequency
    from current_count
    where area_level in ('pfa', 'la')
)

select *
from delivered
union all by name
select
    delivered.dataset,
    delivered.delivered_table,
    delivered.measure,
    delivered.area_level,
    delivered.area_code,
    delivered.period,
    age.age_band as age,
    sum(delivered.frequency) as frequency
from delivered
inner join reference.age using (age)
where delivered.delivered_table = 'month by force and age group'
    and age.breakdown = 'age group'
    and age.age_band is not null
group by all;
