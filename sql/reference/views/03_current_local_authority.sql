-- grain: one row per local authority of today
create view reference.current_local_authority as
select
    la.la_code,
    la.la_name,
    la.pfa_code,
    la.region_code,
    pfa.country_code
from reference.local_authority as la
inner join reference.police_force_area as pfa using (pfa_code)
where la.la_code = la.current_la_code;
