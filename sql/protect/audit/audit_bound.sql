-- grain: one row per figure of the model: the bounds swept so far, its count, whether it is audited
-- A span is never shown, and says nothing that the sums of its months do not.
select
    bound.cell_id, bound.lo, bound.hi, cell.frequency,
    cell.kind in ('rule', 'withheld', 'frozen')
        and (protected_cell.shown is null or protected_cell.shown like '[c%')
        and protected_cell.lo < protected_cell.hi and protected_cell.lo <= $suppressed_to as is_suppressed,
    cell.period_kind like '% months' as is_span,
    cell.is_rest
from bound
inner join protected_cell using (cell_id)
inner join cell using (cell_id)
order by bound.cell_id
