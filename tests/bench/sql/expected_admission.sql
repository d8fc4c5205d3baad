-- grain: one row per force and month: sharp object admissions expected without any funding
select
    force.pfa_code as area_code,
    force.pfa_code,
    cast(population.population as double) as residents,
    year_of(vru.funded_from) as starts,
    cast(month as date) as month,
    year(month) - cast(month(month) < 4 as integer) as year,
    force_level.sharp_expected * coalesce(year_level.level, 1) as level
from force_level
inner join reference.police_force_area as force on force_code = force.pfa_code
cross join unnest(generate_series($first_month, $last_month, interval 1 month)) as months (month)
left join year_level on year_level.financial_year = year_label(financial_year(cast(month as date)))
left join reference.vru_area as vru on force.pfa_code = vru.pfa_code
left join reference.population as population
    on force.pfa_code = population.pfa_code
    and cast(population.mid_year as integer) = 2018
order by force.pfa_code, month
