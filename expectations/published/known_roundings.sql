-- grain: one row per figure rounded to a base that the policy does not have; 1 is not rounded
-- severity: critical
-- reason: A figure is rounded to a base that the policy does not know.
select
    publication_table,
    area_code,
    period
from release_cell
where rounding not in ('', '1')
    and rounding not in (select cast(base as varchar) from rung where base > 0)
order by all;
