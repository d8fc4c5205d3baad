-- grain: one row per source, dataset and current delivered table, with the name of its vintage
create or replace temp table current_vintage as
select
    current_table.source || ' ' || current_table.extract
        || case when current_table.vintage > 1 then ' v' || current_table.vintage else '' end as vintage,
    current_table.dataset,
    current_table.source,
    coverage.country_code,
    current_table.delivered_table,
    current_table.extract,
    current_table.vintage as delivery,
    cast(current_table.extract_date as varchar) as extract_date,
    coverage.covered_to,
    current_table.provisional_from,
    current_table.file_name,
    current_table.drop_id as file_sha256
from current_table
inner join coverage using (source, dataset);
