-- grain: one row if sums link a figure, by its key; else none
select 1 as is_linked
from cell
where kind != 'hidden'
    and cause = $cause
    and area_code = $area_code
    and period_kind = $period_kind
    and period = $period
    and age = $age
limit 1
