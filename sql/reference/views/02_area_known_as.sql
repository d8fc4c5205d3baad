-- grain: one row per level, area code and name in use for the area (normalised)
create view reference.area_known_as as
select area_level, area_code, normal_label(area_name) as known_as
from reference.delivered_area
union
select area_level, area_code, normal_label(alias)
from reference.area_alias
inner join reference.delivered_area using (area_code);
