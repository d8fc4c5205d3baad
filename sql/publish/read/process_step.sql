-- grain: one row per month at which England's admissions stepped to another level
select period, event
from process_step
order by period;
