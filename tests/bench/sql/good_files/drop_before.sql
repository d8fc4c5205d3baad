-- grain: one row: the extract before, or none if $covered_to is null
insert into secure.landed.drop by name
select
    'before' as drop_id,
    'before' as file_name,
    'before' as source_path,
    0 as size_bytes,
    timestamp '2012-01-01' as received_at,
    'bench' as received_by,
    'none' as agreement,
    'synthetic' as content,
    $dataset as dataset,
    $source as source,
    'before' as extract,
    cast($covered_to as date) as period_end,
    financial_year(period_end) as provisional_from,
    period_end as extract_date
where $covered_to is not null
