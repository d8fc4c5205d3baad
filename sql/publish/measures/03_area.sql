-- grain: one row per force and nation: how it is listed, drawn and counted
create or replace temp table area as
with force as (
    select
        pfa.pfa_code as area_code,
        pfa.pfa_name as area,
        'pfa' as area_level,
        country.country_name as country,
        tile.short_name,
        cast(tile.tile_row as integer) as tile_row,
        cast(tile.tile_column as integer) as tile_column,
        vru.funded_from as vru_from
    from reference.police_force_area as pfa
    inner join reference.country as country using (country_code)
    inner join reference.force_tile as tile using (pfa_code)
    left join reference.vru_area as vru using (pfa_code)
),

nation as (
    select
        case when grouping(country_name) then 'K04000001' else any_value(country_code) end
            as area_code,
        case when grouping(country_name) then 'England and Wales' else country_name end as area,
        'national' as area_level,
        case when grouping(country_name) then 'England and Wales' else country_name end as country
    from reference.country
    group by grouping sets ((country_name), ())
)

from nation
union all by name
from force
order by area_level, area_code;
