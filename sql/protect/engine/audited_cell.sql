-- grain: one row per suppressed cell, by cell_id: what an attacker can narrow it to, and the verdict on that
select cell_id, lo, hi, verdict, method
from audit_cell
order by cell_id
