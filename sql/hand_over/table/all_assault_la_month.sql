-- grain: one row per local authority, month and age
select
    cause,
    measure,
    area_code,
    area_name,
    pfa_code,
    country_code,
    period,
    year,
    month,
    age,
    age_kind,
    frequency as count,
    status,
    vintage
from handed_count
where hand_over_table = 'all_assault_la_month'
order by measure, area_code, period, age;
