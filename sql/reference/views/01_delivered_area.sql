-- grain: one row per level and area code that a delivered table may hold
-- role: area (counted), residual (in the country, in no area), no known area, or total (checks only)
create view reference.delivered_area as
select 'pfa' as area_level, pfa_code as area_code, pfa_name as area_name, 'area' as role
from reference.police_force_area
union all
select 'la', la_code, la_name, 'area' from reference.local_authority
union all
select 'region', region_code, region_name, 'area' from reference.region
union all
-- Wales has no regions: its row is among England's.
select 'region', country_code, country_name, case when source = 'PEDW' then 'area' else 'total' end
from reference.country
union all
select area_level, country_code, country_name, 'total'
from reference.country cross join (values ('pfa'), ('la')) as level (area_level)
union all
select area_level, area_code, area_name, kind
from reference.special_area cross join (values ('pfa'), ('la'), ('region')) as level (area_level);
