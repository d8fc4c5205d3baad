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
union all by name
select
    'la' as area_level,
    la_code as area_code,
    la_name as area_name,
    pfa_code,
    region_code,
    country_code,
    'April 2025' as boundaries
from reference.current_local_authority
order by area_level, area_code;
