-- grain: one row per figure of the tables decided at or after `step`, which is not shown at all in this release
-- What has no step is decided last, so it leaves first.
update protected_cell
set
    shown = (select symbol from rung where base = 0),
    rounding = null,
    lo = 0,
    hi = no_upper_bound(),
    rung = 0,
    reason = 'left out'
where cell_id in (select cell_id from cell where kind = 'rule' and (step is null or step >= $step))
