-- grain: one row per dimension, family, total and part: which places add up to which
create or replace temp table family_part as
with whole as (
    select distinct
        period_kind,
        period,
        last_month(period_kind, period_start(period_kind, period)) as ends,
        coalesce(try_cast(left(period_kind, 1) as integer), 12) as months
    from model_figure
    where period_kind != 'month'
)

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
-- Twelve months and three are the sum of their months; six and nine are the sum of threes.
select
    'period',
    'month',
    period_kind || ' ' || period,
    'month ' || month_label(ends - to_months(cast(nth as integer)))
from whole
cross join range(12) as twelve (nth)
where nth < months
    and months in (3, 12)
union all
-- Twelve, nine or six months are the last three, six or nine of them and those before.
select
    'period',
    'last ' || late,
    period_kind || ' ' || period,
    unnest([
        late || ' months ' || month_label(ends),
        (months - late) || ' months ' || month_label(ends - to_months(cast(late as integer)))
    ])
from whole
cross join (values (3), (6), (9)) as split (late)
where late < months
union all
select 'cause', 'assault', 'X92-Y09', unnest(['X99', 'X92-Y09 but X99'])
union all
select 'vintage', earlier || ' to ' || later, later, unnest([earlier, earlier || ' to ' || later])
from (select distinct earlier, later from rise);
