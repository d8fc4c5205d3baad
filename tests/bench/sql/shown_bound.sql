-- grain: one row per figure of the model, by cell_id: what is shown of it, with what was known before
select
    cell_id,
    greatest(protected_cell.lo, cell.lo)::bigint as lo,
    least(protected_cell.hi, cell.hi)::bigint as hi
from protected_cell
inner join cell using (cell_id)
order by cell_id
