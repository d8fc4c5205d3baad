-- grain: one row: one figure by its key, what is shown of it and why, and the audit's verdict
select
    cell.cell_id, protected_cell.shown, protected_cell.rounding, protected_cell.rung, protected_cell.reason,
    audit_cell.lo, audit_cell.hi, audit_cell.verdict, audit_cell.method
from cell
inner join protected_cell using (cell_id)
left join audit_cell using (cell_id)
where area_code = $area_code and period_kind = $period_kind and period = $period and age = $age
    and sex = $sex and ethnicity = $ethnicity and vintage = $vintage and cause = $cause
