-- grain: one row per figure of the model, by cell_id: its name in words and the interval shown
select
    cell_id,
    concat_ws(
        ' ', area_code, period_kind, period, age, nullif(concat_ws(' to ', risen_from, vintage), 'final')
    ) as name,
    protected_cell.lo, protected_cell.hi
from cell
inner join protected_cell using (cell_id)
order by cell_id
