-- grain: one row per country and kind of table: how many figures a release shows for the first time, and how many of
-- them coarser than the rule, not at all, and by a symbol though there are 8 or more
select
    if(area_code like 'W%', 'wales', 'england') as country,
    concat_ws('_', area_level, period_kind, if(age = 'All ages', 'all', 'band')) as shown_table,
    count(*) as figures,
    count(*) filter (rung in (10, 20)) as coarsened,
    count(*) filter (rung = 0) as withheld,
    count(*) filter (starts_with(shown, '[c') and cell.frequency > $suppressed_to) as hides_more
from protected_cell
inner join cell using (cell_id)
where cell.kind = 'rule'
group by all
order by all
