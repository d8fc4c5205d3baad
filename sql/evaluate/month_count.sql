-- grain: one row per area and month that all areas of the level cover, unsuppressed
with counted as (
    select
        figure.area_code,
        figure.period as month,
        figure.frequency,
        coalesce(la.pfa_code, figure.area_code) as pfa_code,
        count(*) filter (where figure.frequency is null) over (partition by figure.period) as missing
    from secure.conformed.figure as figure
    left join reference.current_local_authority as la on figure.area_code = la.la_code
    where figure.cause = $cause
        and figure.age = $age
        and figure.area_level = $unit
        and figure.measure = 'FAE'
        and figure.period_kind = 'month'
        and figure.sex = 'All'
        and figure.ethnicity = 'All'
        and figure.period >= $first_month
)

select
    counted.area_code,
    counted.pfa_code,
    cast(population.population as double) as residents,
    year_of(vru.funded_from) as starts,
    counted.month,
    counted.frequency as count
from counted
left join reference.vru_area as vru using (pfa_code)
left join reference.population as population
    on counted.pfa_code = population.pfa_code
    and cast(population.mid_year as integer) = 2018
where counted.missing = 0
order by counted.area_code, counted.month;
