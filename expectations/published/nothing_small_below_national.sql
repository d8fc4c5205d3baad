-- grain: one row per sub-national figure between 1 and 9, or not a multiple of 5
-- severity: critical
-- reason: A figure below national level is between 1 and 9 or not a multiple of 5.
select
    publication_table,
    area_code,
    period,
    age
from release_cell
where area_level != 'national'
    and regexp_full_match(shown, '\d+')
    and (try_cast(shown as integer) between 1 and 9 or try_cast(shown as integer) % 5 != 0)
order by all;
