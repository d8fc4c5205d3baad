-- grain: one row per part of the Cover that is missing or contradicts another
select
    part.refusal,
    null as sheet,
    null as row_no,
    null as column_no
from cover
cross join lateral (
    values
    ('dataset_missing', cover.dataset is null),
    ('source_missing', cover.source is null),
    ('agreement_another', cover.agreement is distinct from getvariable('agreement')),
    (
        'cause_another',
        cover.dataset is not null and cover.cause is distinct from cover.expected_cause
    ),
    ('extract_missing', cover.extract is null),
    ('period_missing', cover.period_start is null or cover.period_end is null),
    ('period_start_another', cover.period_start != date '2012-04-01'),
    ('period_end_another', cover.period_end != cover.extract_end),
    ('extract_date_missing', cover.extract_date is null),
    ('extract_date_early', cover.extract_date < cover.period_end),
    ('status_missing', cover.status is null),
    ('status_year_another', cover.status_year != cover.extract_year),
    ('handling_missing', cover.handling is null)
) as part (refusal, is_broken)
where part.is_broken;
