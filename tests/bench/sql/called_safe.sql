-- grain: one row per suppressed figure that could be a hidden count and is not said to be disclosed
select cell_id
from audit_cell
where verdict in ('safe', 'two values', 'three values') and hi > 0 and lo <= $suppressed_to
    and method not in ('unsettled', 'known before', 'exact totals')
order by cell_id
