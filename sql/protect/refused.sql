-- grain: one row per suppressed figure that this release would give away, or might, by its place in the tables
select area_level, area_code, period_kind, period, age, sex, ethnicity, verdict, method
from audit_cell
inner join cell using (cell_id)
where (verdict in ('exact', 'known to be 2 or less') or method = 'unsettled') and method != 'known before'
order by all
