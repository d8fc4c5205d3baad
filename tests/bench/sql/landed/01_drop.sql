-- grain: one row per invented delivered file: $extracts extracts of both monthly datasets and sources, a month apart
-- Wales trails by two months, as it does.
insert into secure.landed.drop by name
with extract as (
    select
        dataset,
        source,
        unnest(range($extracts)) as earlier,
        cast(
            cast($last_month as date) - to_months(cast(earlier + if(source = 'PEDW', 2, 0) as integer)) as date
        ) as period_end
    from reference.dataset
    cross join reference.source
    where dataset in ('monthly sharp object', 'all assault')
)

select
    concat_ws(' ', dataset, source, earlier) as drop_id,
    drop_id as file_name,
    drop_id as source_path,
    0 as size_bytes,
    timestamp '2024-01-01' as received_at,
    'bench' as received_by,
    'none' as agreement,
    'synthetic' as content,
    dataset,
    source,
    month_label(period_end) as extract,
    period_end,
    financial_year(period_end) as provisional_from,
    period_end as extract_date
from extract
