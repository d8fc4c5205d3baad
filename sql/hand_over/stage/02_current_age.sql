-- grain: one row per dataset, delivered table and age that is handed over
create or replace temp table current_age as
with category as (
    select
        age,
        case age when 'All ages' then 'total' else 'band' end as age_kind
    from reference.age
    where breakdown = 'age category'
),

age_group as (
    select age
    from reference.age
    where breakdown = 'age group'
)

select 'monthly sharp object' as dataset, 'month by force' as delivered_table, age, age_kind
from category
where age_kind = 'total'
union all by name
select 'monthly sharp object' as dataset, 'month by force and age group' as delivered_table, age, age_kind
from category
where age_kind = 'band'
union all by name
select
    'monthly sharp object' as dataset,
    'month by force and age group' as delivered_table,
    age,
    'group' as age_kind
from age_group
union all by name
select 'all assault' as dataset, delivered_table, age, age_kind
from category
cross join (
    select delivered_table
    from reference.dataset_table
    where dataset = 'all assault'
)
union all by name
select 'bi-annual sharp object' as dataset, 'year by local authority' as delivered_table, age, age_kind
from category
where age_kind = 'total';
