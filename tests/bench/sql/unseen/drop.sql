-- grain: one row per invented delivered file: those that the releases from $first to $last are made of
-- Wales trails by two months. Bi-annual files go up to September or March, and come three months later.
insert into secure.landed.drop by name
with release as (
    select cast(unnest(generate_series(cast($first as date), cast($last as date), interval 1 month)) as date) as month
),

extract as (
    select
        dataset,
        source,
        month,
        cast(case
            when dataset = 'bi-annual sharp object' then month - to_months(cast(3 + month(month) % 6 as integer))
            when source = 'PEDW' then month - interval 2 month
            else month
        end as date) as period_end
    from release
    cross join reference.dataset
    cross join reference.source
)

select
    concat_ws(' ', dataset, source, month_label(period_end)) as drop_id,
    drop_id as file_name,
    drop_id as source_path,
    0 as size_bytes,
    cast(min(month) as timestamp) + interval 3 month as received_at,
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
group by dataset, source, period_end
