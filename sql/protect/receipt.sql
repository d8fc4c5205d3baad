-- grain: one row: how many figures the release has, and how many of them are hidden
select
    count(*) as cells,
    count(*) filter (shown like '[c%') as suppressed
from protected_cell;
