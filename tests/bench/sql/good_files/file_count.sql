-- grain: one row per count of a file, now and in the extract before
create or replace temp table file_count as
select
    label.delivered_table || $file_no || seed as delivered_table,
    label.measure,
    label.area_level,
    label.area_code,
    coalesce(area.role, 'area') as role,
    if(starts_with(label.delivered_table, 'year'), 'year', 'month') as period_kind,
    cast(label.period as date) as period,
    label.age,
    label.sex,
    label.ethnicity,
    cast(drawn.frequency as integer) as frequency,
    cast(drawn.previous as integer) as previous
from drawn
inner join label using (label_no)
left join reference.delivered_area as area using (area_level, area_code)
