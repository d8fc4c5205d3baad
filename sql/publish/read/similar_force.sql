-- grain: one row per force and similar force, the nearest first
select area_code, similar_code
from similar_force
order by area_code, nearness;
