-- grain: one row per part of the Cover that is missing or contradicts another
-- One row a part: what is wrong with it, and what the sender is told.
select
    refusal.reason,
    null as sheet,
    null as row_no,
    null as column_no
from cover
cross join lateral (
    values
    (
        cover.dataset is null,
        'The Cover''s Dataset is missing or is none that the agreement names. Ask NHS '
            || 'Digital for a corrected Cover.'
    ),
    (
        cover.source is null,
        'The Cover''s Source is missing or is neither HES nor PEDW. Ask the sender for a '
            || 'corrected Cover.'
    ),
    (
        cover.agreement is distinct from getvariable('agreement'),
        'The Cover''s Data sharing agreement is missing or is another one. A file under '
            || 'another agreement may not be received: return it to the sender.'
    ),
    (
        cover.dataset is not null and cover.cause is distinct from cover.expected_cause,
        'The Cover''s Cause codes are not those of its Dataset. Ask the sender which is right.'
    ),
    (
        cover.extract is null,
        'The Cover''s Extract is missing or not like 2023/24 M08 (M01 is April, M13 the '
            || 'final year). Ask the sender for a corrected Cover.'
    ),
    (
        cover.period_start is null or cover.period_end is null,
        'The Cover''s Period is missing or not like April 2012 to November 2023. Ask the sender for a '
            || 'corrected Cover.'
    ),
    (
        cover.period_start != date '2012-04-01',
        'The Cover''s Period starts with another month. Every extract starts in April 2012: ask the '
            || 'sender for a full one.'
    ),
    (
        cover.period_end != cover.extract_end,
        'The Cover''s Period does not end with the month of its Extract. Ask the sender '
            || 'which is right.'
    ),
    (
        cover.extract_date is null,
        'The Cover''s Extract date is missing or not a date. Ask the sender for a corrected Cover.'
    ),
    (
        cover.extract_date < cover.period_end,
        'The Cover''s Extract date is before the end of its Period. Ask the sender for a corrected '
            || 'Cover.'
    ),
    (
        cover.status is null,
        'The Cover''s Status is missing: it says which year is provisional. Ask the sender for a '
            || 'corrected Cover.'
    ),
    (
        cover.status_year != cover.extract_year,
        'The Cover''s Status names another provisional year than its Extract. Ask the sender '
            || 'which is right.'
    ),
    (
        cover.handling is null,
        'The Cover''s Handling is missing: a file of counts carries it. Ask the sender for a '
            || 'corrected Cover.'
    )
) as refusal (is_broken, reason)
where refusal.is_broken;
