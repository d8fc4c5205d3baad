-- grain: one row per local authority of today in a country: admissions expected in a month of its force
select
    la.la_code,
    la.pfa_code,
    coalesce(pfa.region_code, pfa.country_code) as region_code,
    $scale * level.sharp_expected as sharp,
    $scale * level.other_expected as other
from reference.local_authority as la
inner join reference.police_force_area as pfa using (pfa_code)
inner join force_level as level on la.pfa_code = level.force_code
where la.la_code = la.current_la_code
    and pfa.country_code = $country_code
order by all
