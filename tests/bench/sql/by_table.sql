-- grain: one row per kind of table, with how many figures it shows and how many of them coarser than the rule
select
    area_level, period_kind, age, count(*) as figures, count(*) filter (rung in (10, 20)) as coarsened,
    round(100 * coarsened / figures, 2) as share, count(*) filter (rung = 0) as withheld
from protected_cell
inner join cell using (cell_id)
where cell.kind = 'rule'
group by all
order by all
