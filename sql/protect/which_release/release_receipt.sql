-- grain: one row: how many figures the release has, hides, shows coarser than the rule, withholds
select
    count(*) as cells,
    count(*) filter (shown in (select symbol from rung)) as suppressed,
    count(*) filter (
        shown in (select symbol from rung where place > 0 and base > 0)
        or rounding in (select cast(base as varchar) from rung where place > 0)
    ) as coarsened,
    count(*) filter (shown in (select symbol from rung where base = 0)) as withheld
from release_cell;
