-- grain: one row per step in which figures of the release are decided, the last one first
select distinct coalesce(step, 1) as step
from cell
where kind = 'rule'
order by step desc
