-- grain: one row per sheet of the workbook that shows something else than digits or a symbol of the policy
-- severity: critical
-- reason: The workbook shows something that the policy does not know.
select distinct sheet
from written_figure
where not regexp_full_match(shown, '\d+')
    and shown not in (select symbol from rung)
    and shown != '[x]'
order by all;
