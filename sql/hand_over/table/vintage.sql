-- grain: one row per dataset, source and delivered table whose counts are handed over
select
    vintage,
    dataset,
    source,
    delivered_table,
    extract,
    delivery,
    extract_date,
    month_label(covered_to) as covered_to,
    month_label(provisional_from) as provisional_from,
    file_name,
    file_sha256
from current_vintage
semi join current_age using (dataset, delivered_table)
order by dataset, source, delivered_table;
