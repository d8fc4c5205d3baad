-- grain: one row per invented delivered count: every area, month and age of a table, those of the other country too
insert into secure.landed.count by name
with breakdown as (
    select 'month by force' as delivered_table, 'All ages' as age
    union all
    select 'month by force and age group', age from reference.age where breakdown = 'age group'
    union all
    select delivered_table, age
    from reference.age
    cross join (
        values ('month by force and age category'), ('month by local authority and age category')
    ) as by_category (delivered_table)
    where breakdown = 'age category'
)

select
    received.drop_id,
    delivered_table,
    'FAE' as measure,
    area.area_level,
    area.area_code,
    area.role,
    'month' as period_kind,
    cast(month as date) as period,
    breakdown.age,
    'All' as sex,
    'All' as ethnicity,
    cast(
        hash(received.dataset, area.area_code, month, breakdown.age) % if(breakdown.age = 'All ages', 40, 9)
        as integer
    ) as frequency
from secure.landed.drop as received
inner join reference.dataset_table using (dataset)
inner join breakdown using (delivered_table)
inner join reference.delivered_area as area using (area_level)
cross join unnest(generate_series(date '2012-04-01', received.period_end, interval 1 month)) as months (month)
