-- grain: one row per vintage of one figure by its key: what is shown of it and why, and the audit's verdict
select
    concat_ws(' to ', cell.risen_from, cell.vintage) as vintage,
    cell.cell_id,
    protected_cell.shown,
    protected_cell.rounding,
    protected_cell.reason,
    audit_cell.lo,
    audit_cell.hi,
    audit_cell.verdict,
    audit_cell.method
from cell
inner join protected_cell using (cell_id)
left join audit_cell using (cell_id)
where kind != 'hidden'
    and cause = $cause
    and area_code = $area_code
    and period_kind = $period_kind
    and period = $period
    and age = $age
order by vintage
