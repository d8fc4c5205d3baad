-- grain: one row: how many figures were shown on which rung (figures, never admissions)
select
    count(*) filter (reason in ('rule', 'coarsened', 'withheld')) as shown,
    count(*) filter (shown like '[c%') as suppressed,
    count(*) filter (rung = 10) as coarsened_to_10,
    count(*) filter (rung = 20) as coarsened_to_20,
    count(*) filter (reason = 'withheld') as withheld
from protected_cell
