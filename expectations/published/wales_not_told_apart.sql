-- grain: one row per national figure of Wales, or England and Wales, by age, sex or ethnicity shown
-- severity: critical
-- reason: A national breakdown that tells Wales apart is shown.
select
    publication_table,
    area_code,
    period
from release_cell
where area_code in ('W92000004', 'K04000001')
    and area_level = 'national'
    and (age != 'All ages' or sex != 'All' or ethnicity != 'All')
    and regexp_full_match(shown, '\d+')
order by all;
