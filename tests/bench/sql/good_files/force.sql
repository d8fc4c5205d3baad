-- grain: one row per force of a country: admissions expected in a month
select
    pfa_code as area_code,
    $scale * sharp_expected as sharp,
    $scale * other_expected as other
from reference.police_force_area
inner join force_level on pfa_code = force_code
where country_code = $country_code
order by all
