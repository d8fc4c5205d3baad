-- grain: one row per area code of today, with the name that releases print
create view reference.area_name as
select pfa_code as area_code, pfa_name as area_name
from reference.police_force_area
union all
select la_code, la_name from reference.current_local_authority
union all
select region_code, region_name from reference.region
union all
select country_code, country_name from reference.country
union all
select 'K04000001', 'England and Wales';
