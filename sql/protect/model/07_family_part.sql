-- grain: one row per dimension, family, total and part: which places add up to which
create or replace temp table family_part as
select
    'age' as dimension,
    'band' as family,
    'All ages' as total,
    unnest(['Under 25', '25 and over', 'Not known']) as part
union all
select 'area', 'force', country_code, pfa_code
from reference.police_force_area
union all
select 'area', 'force', 'E92000001', 'E99999999'
union all
select 'area', 'known force', 'forces of England', pfa_code
from reference.police_force_area
where country_code = 'E92000001'
union all
select 'area', 'country', 'K04000001', country_code
from reference.country
union all
select 'area', 'region', 'E92000001', region_code
from reference.region
union all
select 'area', 'region', 'E92000001', 'E99999999'
union all
select 'area', 'force of region', region_code, pfa_code
from reference.police_force_area
where region_code is not null
union all
select 'area', 'local authority', pfa_code, la_code
from reference.current_local_authority
union all
select
    'period',
    'month',
    period_kind || ' ' || period,
    'month ' || month_label(
        first_month(period_kind, period_start(period_kind, period)) + to_months(cast(nth as integer))
    )
from (
    select distinct period_kind, period
    from model_figure
    where period_kind != 'month'
)
cross join range(12) as twelve (nth)
union all
select 'vintage', earlier || ' to ' || later, later, unnest([earlier, earlier || ' to ' || later])
from (select distinct earlier, later from rise);
