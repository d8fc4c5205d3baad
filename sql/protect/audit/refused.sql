-- grain: one row per table and period with figures that this release would disclose, or might: how many
-- Not which, nor what is known of them: a figure named as disclosed would be.
-- What was known before this release, or national totals give away alone, is not refused: to leave other tables out
-- would not undo it.
select cause, area_level, period_kind, period, count(*) as figures
from audit_cell
inner join cell using (cell_id)
where method not in ('known before', 'exact totals')
    and (
        method = 'unsettled'
        or verdict = 'known to be 2 or less'
        or (verdict != 'safe' and audit_cell.hi - audit_cell.lo < $refused_values)
    )
group by all
order by all
