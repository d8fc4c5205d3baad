-- grain: one row per delivered file that was received
insert into secure.landed.drop
select
    getvariable('drop_id'),
    getvariable('file_name'),
    getvariable('source_path'),
    getvariable('size_bytes'),
    getvariable('received_at'),
    getvariable('received_by'),
    agreement,
    content,
    dataset,
    source,
    extract,
    period_end,
    provisional_from,
    extract_date
from cover;
