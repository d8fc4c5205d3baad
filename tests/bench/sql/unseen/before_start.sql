-- grain: one row per true figure of a period that begins before the history does
delete from secure.conformed.figure
where first_month(period_kind, period) < cast($starts as date)
