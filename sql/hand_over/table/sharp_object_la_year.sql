-- grain: one row per measure, local authority and financial year
select
    cause,
    measure,
    area_code,
    area_name,
    pfa_code,
    country_code,
    period,
    year,
    age,
    age_kind,
    frequency as count,
    status,
    vintage
from handed_count
where hand_over_table = 'sharp_object_la_year'
order by measure, area_code, period, age;
