-- grain: one row per Police Force Area and local authority of today
select
    'pfa' as area_level,
    pfa_code as area_code,
    pfa_name as area_name,
    pfa_code,
    region_code,
    country_code,
    'April 2025' as boundaries
from reference.police_force_area
union all
select 'la', la_code, la_name, pfa_code, region_code, country_code, 'April 2025'
from reference.current_local_authority
order by area_level, area_code;
