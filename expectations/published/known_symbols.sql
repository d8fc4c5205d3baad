-- grain: one row per figure shown as something else than digits or a symbol of the policy
-- severity: critical
-- reason: A figure is shown as something that the policy does not know.
select
    publication_table,
    area_code,
    period
from release_cell
where not regexp_full_match(shown, '\d+')
    and shown not in (select symbol from rung)
    and shown != '[x]'
order by all;
