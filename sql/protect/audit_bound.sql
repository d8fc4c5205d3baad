-- grain: one row per figure of the model: the bounds swept so far, whether it is audited, its place in time
select
    bound.cell_id, bound.lo, bound.hi, protected_cell.lo as shown_lo, protected_cell.hi as shown_hi,
    cell.kind in ('rule', 'withheld', 'frozen')
        and (protected_cell.shown is null or protected_cell.shown like '[c%')
        and protected_cell.lo < protected_cell.hi and protected_cell.lo <= $suppressed_to as is_suppressed,
    rank() over (
        order by case when period_kind = 'year' then (period[:4]::integer + 1)::varchar || '-03' else period end
    ) as sequence
from bound
inner join protected_cell using (cell_id)
inner join cell using (cell_id)
order by bound.cell_id
