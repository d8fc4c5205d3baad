-- grain: one row per step in which figures of the release are decided, the last one first
select distinct step
from cell
where kind = 'rule' and step is not null
order by step desc
