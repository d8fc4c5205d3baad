-- grain: one row per Police Force Area with a Violence Reduction Unit
select
    pfa_code,
    force.pfa_name,
    cast(vru.wave as integer) as wave,
    vru.funded_from,
    cast(year_of(vru.funded_from) as varchar) as start_date,
    vru.announced_on,
    cast(vru.grip_2023_24_gbp as integer) as grip_2023_24_gbp,
    cast(vru.vru_2023_24_gbp as integer) as vru_2023_24_gbp,
    vru.source as fact_source
from reference.vru_area as vru
inner join reference.police_force_area as force using (pfa_code)
order by pfa_code;
