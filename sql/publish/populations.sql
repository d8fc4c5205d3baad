-- grain: one row per area, mid-year and age band, in the columns of populations.csv
-- Made of the measures, which must be in the connection.
select
    area.area_level,
    resident.area_code,
    area.area,
    resident.mid_year,
    resident.age,
    resident.residents,
    resident.basis,
    resident.census,
    case resident.basis
        when 'estimate' then 'Office for National Statistics: ' || estimate.title
        when 'interpolated' then
            'Between the estimates of mid-' || resident.estimated_from
            || ' and mid-' || resident.estimated_to
        else 'The estimate of mid-' || resident.estimated_to
    end as source
from resident
inner join area using (area_code)
inner join reference.population_estimate as estimate
    on resident.estimated_to = cast(estimate.mid_year as integer)
inner join reference.label_order as age on resident.age = age.label
where age.kind = 'age'
order by area.area_level, resident.area_code, resident.mid_year, age.label_order;
