-- grain: one row per cell, by cell_id: how it is shown, and the counts that this admits with what was known before
select
    coalesce(shown, '') as text, coalesce(rounding, 0)::integer as rounding, coalesce(rung, 0)::integer as rung, reason,
    greatest(protected_cell.lo, cell.lo)::bigint as lo, least(protected_cell.hi, cell.hi)::bigint as hi
from protected_cell
inner join cell using (cell_id)
order by cell_id
