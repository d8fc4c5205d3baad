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
union all
select 'monthly sharp object', 'month by force and age group', age, age_kind
from category
where age_kind = 'band'
union all
select 'monthly sharp object', 'month by force and age group', age, 'group'
from age_group
union all
select 'all assault', delivered_table, age, age_kind
from category
cross join (
    select delivered_table
    from reference.dataset_table
    where dataset = 'all assault'
)
union all
select 'bi-annual sharp object', 'year by local authority', age, age_kind
from category
where age_kind = 'total';
