-- grain: one row per figure below national level ever shown and when it was counted, 0 for final: what its symbol
-- stands for to somebody who decides it again
select
    cause, area_code, period_kind, period, age,
    if(stage = 'final', 0, dense_rank() over (order by month)) as counted,
    lo,
    coalesce(hi, 100000) as hi
from release.ledger
where measure = 'FAE'
    and area_level != 'national'
    and lo is not null
