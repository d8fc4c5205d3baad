-- grain: one row per line of cells.csv that shows something else than digits or a symbol of the policy
-- severity: critical
-- reason: cells.csv shows something that the policy does not know.
select
    "table",
    area_code,
    period
from written_cell
where not regexp_full_match(shown, '\d+')
    and shown not in (select symbol from rung)
    and shown != '[x]'
order by all;
