-- grain: one row per figure of England marked not available
-- severity: critical
-- reason: A figure of England is marked not available, though its files cover the month.
select
    publication_table,
    area_code,
    period
from release_cell
where shown = '[x]'
    and left(area_code, 1) = 'E'
    and publication_table not like '%_fce'
order by all;
