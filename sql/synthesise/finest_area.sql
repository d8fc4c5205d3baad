-- grain: one row per finest area of residence: an LA code that no other code preceded, or a
-- special area
create or replace temp table finest_area as
with first_codes as (
    select la_code, current_la_code, pfa_code from reference.local_authority
    where la_code not in (
        select successor_la_code from reference.local_authority
        where successor_la_code is not null
    )
)

select
    first_codes.la_code as finest_area,
    first_codes.la_code as original_la_code,
    first_codes.current_la_code,
    force.pfa_code,
    force.region_code,
    force.country_code
from first_codes
inner join reference.police_force_area as force using (pfa_code)
union all
select area_code, null, null, null, null, country_code from reference.special_area;
