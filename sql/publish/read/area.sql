-- grain: one row per force and nation
select
    area_code,
    area,
    area_level,
    country,
    short_name,
    tile_row,
    tile_column,
    vru_from
from area
order by area_level, area_code;
