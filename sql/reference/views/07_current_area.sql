-- grain: one row per level and area code that was ever in use, with the area that holds it today
-- `is_merged`: the area of today has more than one code, past ones included. A force that was split is
-- held by no area of today.
create view reference.current_area as
with every_code as (
    select
        'pfa' as area_level,
        pfa_code as area_code,
        pfa_code as current_area_code,
        pfa_code,
        region_code,
        country_code
    from reference.police_force_area
    union all
    select distinct
        'pfa',
        former.part_code,
        pfa.pfa_code,
        pfa.pfa_code,
        pfa.region_code,
        pfa.country_code
    from reference.nested_area as former
    inner join reference.police_force_area as pfa on former.whole_code = pfa.pfa_code
    where former.change = 'merger'
    union all
    select
        'la',
        la.la_code,
        la.current_la_code,
        la.pfa_code,
        la.region_code,
        pfa.country_code
    from reference.local_authority as la
    inner join reference.police_force_area as pfa using (pfa_code)
    union all
    select 'region', region_code, region_code, null, region_code, 'E92000001'
    from reference.region
    union all
    select 'region', country_code, country_code, null, null, country_code
    from reference.country
    where source = 'PEDW'
    union all
    select 'country', country_code, country_code, null, null, country_code
    from reference.country
    union all
    select 'pfa', area_code, area_code, null, null, country_code
    from reference.special_area
    where kind = 'residual'
)

select
    *,
    count(*) over (partition by area_level, current_area_code) > 1 as is_merged
from every_code;
