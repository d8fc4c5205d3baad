-- grain: one row: how many figures the release has, hides, shows coarser than the rule, withholds
select
    count(*) as cells,
    count(*) filter (shown like '[c%') as suppressed,
    count(*) filter (shown in ('[c1]', '[c2]') or rounding in ('10', '20')) as coarsened,
    count(*) filter (shown = '[c3]') as withheld
from release_cell;
