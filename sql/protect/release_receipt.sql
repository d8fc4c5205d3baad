-- grain: one row: how many figures the release has, hides, and shows coarser than the rule
select
    count(*) as cells,
    count(*) filter (shown like '[c%') as suppressed,
    count(*) filter (shown in ('[c1]', '[c2]', '[c3]') or rounding in ('10', '20')) as coarsened
from release_cell;
