-- grain: one row per current monthly table and area in it that was split
-- severity: critical
-- reason: A file counts an area that was split since: nothing says how much of it lies in which part.
-- Wait for the extract that counts the parts. The bi-annual files give no admissions by force.
select distinct
    landed.delivered_table,
    landed.area_code,
    left(landed.drop_id, 12) as file
from secure.landed.count as landed
inner join secure.conformed.release_input as input using (drop_id)
anti join reference.current_area as area
    on landed.area_level = area.area_level
    and landed.area_code = area.area_code
where landed.role = 'area'
    and input.dataset in ('monthly sharp object', 'all assault')
order by all;
