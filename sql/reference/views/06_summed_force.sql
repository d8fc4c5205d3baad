-- grain: one row per force that countries and regions are the sum of
-- Forces of today, but where one was split, the one before: it has figures in every vintage, its parts
-- in those after the split only.
create view reference.summed_force as
with recursive holding as (
    select pfa_code, country_code, region_code, pfa_code as area_code, 0 as depth
    from reference.police_force_area
    union all
    select pfa_code, country_code, region_code, whole_code, depth + 1
    from holding
    inner join reference.area_part on area_code = part_code
    where change = 'split'
)

select distinct
    max_by(area_code, depth) as area_code,
    country_code,
    region_code
from holding
group by pfa_code, country_code, region_code;
