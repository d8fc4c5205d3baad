-- grain: one row per force and month: sharp object admissions expected without any funding
select
    pfa_code as area_code,
    pfa_code,
    year_of(vru.funded_from) as starts,
    cast(month as date) as month,
    year(month) - cast(month(month) < 4 as integer) as year,
    force_level.sharp_expected * coalesce(year_level.level, 1) as level
from force_level
inner join reference.police_force_area on force_code = pfa_code
cross join unnest(generate_series($first_month, $last_month, interval 1 month)) as months (month)
left join year_level on year_level.financial_year = year_label(financial_year(cast(month as date)))
left join reference.vru_area as vru using (pfa_code)
order by pfa_code, month
