-- grain: one row per part of the file's name that the Cover contradicts
-- The name is only a hint: a name that says nothing of a part contradicts nothing.
with named as (
    select
        (
            select min(dataset)
            from reference.dataset
            where contains(lower(getvariable('file_name')), lower(file_token))
        ) as dataset,
        regexp_extract(upper(getvariable('file_name')), '_(HES|PEDW)(_|\.)', 1) as source,
        regexp_extract(getvariable('file_name'), '_(20\d\d-\d\d)(_|\.)', 1) as year,
        regexp_extract(upper(getvariable('file_name')), '_(M\d\d)(_|\.)', 1) as month,
        regexp_extract(getvariable('file_name'), '^(NIC-[0-9]+-[A-Z0-9]+)_', 1) as agreement
)

select
    part.refusal,
    null as sheet,
    null as row_no,
    null as column_no
from named
cross join cover
cross join lateral (
    values
    ('name_dataset', named.dataset != cover.dataset),
    ('name_source', named.source != '' and named.source != cover.source),
    ('name_financial_year', named.year != '' and named.year != left(cover.extract, 7)),
    ('name_extract_month', named.month != '' and named.month != right(cover.extract, 3)),
    ('name_agreement', named.agreement != '' and not contains(cover.agreement, named.agreement))
) as part (refusal, is_another)
where part.is_another;
