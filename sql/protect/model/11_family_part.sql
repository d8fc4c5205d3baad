-- grain: one row per dimension, family, total and part: which ages, places and periods add up to which
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
    'age' as dimension, 'band' as family, 'All ages' as total,
    unnest(['Under 25', '25 and over', 'Not known']) as part
union all by name
select 'area' as dimension, 'force' as family, country_code as total, area_code as part
from reference.summed_force
union all by name
select 'area' as dimension, 'force' as family, 'E92000001' as total, 'E99999999' as part
union all by name
select 'area' as dimension, 'known force' as family, 'forces of England' as total, area_code as part
from reference.summed_force
where country_code = 'E92000001'
union all by name
select 'area' as dimension, 'country' as family, 'K04000001' as total, country_code as part
from reference.country
union all by name
select 'area' as dimension, 'region' as family, 'E92000001' as total, region_code as part
from reference.region
union all by name
select 'area' as dimension, 'region' as family, 'E92000001' as total, 'E99999999' as part
union all by name
select 'area' as dimension, 'force of region' as family, region_code as total, area_code as part
from reference.summed_force
where region_code is not null
union all by name
select 'area' as dimension, 'local authority' as family, pfa_code as total, la_code as part
from reference.current_local_authority
union all by name
select distinct
    'area' as dimension, 'local authority' as family, former_pfa_code as total, la_code as part
from reference.former_force
union all by name
select 'area' as dimension, change as family, whole_code as total, part_code as part
from reference.area_part
union all by name
-- Twelve months and three are the sum of their months; six and nine are the sum of threes.
select
    'period' as dimension,
    'month' as family,
    period_kind || ' ' || period as total,
    'month ' || month_label(ends - to_months(cast(nth as integer))) as part
from whole
cross join range(12) as twelve (nth)
where nth < months
    and months in (3, 12)
union all by name
-- Twelve, nine or six months are the last three, six or nine of them and those before.
select
    'period' as dimension,
    'last ' || late as family,
    period_kind || ' ' || period as total,
    unnest([
        late || ' months ' || month_label(ends),
        (months - late) || ' months ' || month_label(ends - to_months(cast(late as integer)))
    ]) as part
from whole
cross join (values (3), (6), (9)) as split (late)
where late < months;
