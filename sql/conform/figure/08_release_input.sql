-- grain: one row per file behind the current figures, and the month they go up to
create or replace table secure.conformed.release_input as
select distinct
    getvariable('release_month') as month,
    drop_id,
    file_name,
    dataset,
    source,
    extract,
    period_end,
    extract_date,
    content
from current_table;
