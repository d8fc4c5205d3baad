-- grain: one row per suppressed figure that this release would give away, or might, by its place in the tables
select area_level, area_code, period_kind, period, age, sex, ethnicity, verdict, method
from audit_cell
inner join cell using (cell_id)
where method != 'known before'
    and (
        method = 'unsettled'
        or verdict = 'known to be 2 or less'
        or (verdict != 'safe' and audit_cell.hi - audit_cell.lo < $refused_values)
    )
order by all
