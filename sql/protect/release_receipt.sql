-- grain: one row: how many figures the release has, and how many of them it hides
select
    count(*) as cells,
    count(*) filter (shown like '[c%') as suppressed
from release_cell;
