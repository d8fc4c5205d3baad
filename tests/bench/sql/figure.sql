-- grain: one row per area, period and age band that the file can be summed to, with its count
create or replace table figure as
with area as (
    select distinct area as part, 'pfa' as area_level, 'pfa ' || area as area_code from admission
    union all
    select distinct area, 'region', 'region ' || region from admission where country = 'England'
    union all
    select distinct area, 'country', 'country ' || country from admission
    union all
    select distinct area, 'national', 'national England and Wales' from admission
),

period as (
    select distinct month as part, 'month' as period_kind, month as period from admission
    union all
    select distinct month, 'year', year from admission
    union all
    select part[7:], 'rolling_year', total[14:] from family_part where family = 'ending'
),

age as (
    select distinct age as part, age from admission
    union all
    select distinct age, 'All ages' from admission
)

select area_level, area_code, period_kind, period, age.age, sum(n)::bigint as n
from admission
inner join area on area.part = admission.area
inner join period on period.part = admission.month
inner join age on age.part = admission.age
group by all
