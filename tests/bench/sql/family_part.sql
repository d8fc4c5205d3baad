-- grain: one row per dimension, family, total and part: the sums that hold in the file
create or replace table family_part as
with month as (
    select distinct month, (month || '-01')::date as starts, min((month || '-01')::date) over () as first_month
    from admission
)

select 'age' as dimension, 'band' as family, 'All ages' as total, age as part
from (select distinct age from admission)
union all
select distinct 'area', 'force', 'country ' || country, 'pfa ' || area from admission
union all
select distinct 'area', 'country', 'national England and Wales', 'country ' || country from admission
union all
select distinct 'area', 'region', 'country England', 'region ' || region
from admission where country = 'England'
union all
select distinct 'area', 'region force', 'region ' || region, 'pfa ' || area
from admission where country = 'England'
union all
select distinct 'period', 'month', 'year ' || year, 'month ' || month from admission
union all
select 'period', 'ending', 'rolling_year ' || ending.month, 'month ' || part.month
from month as ending
inner join month as part on part.starts between ending.starts - interval 11 month and ending.starts
where ending.starts >= ending.first_month + interval 11 month
