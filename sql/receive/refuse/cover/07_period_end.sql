-- grain: one row if period and extract end in different months
select
    'The Cover''s Period does not end with the month of its Extract. Ask the sender '
        || 'which is right.'
        as reason,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where period_end is not null and extract_end is not null and period_end != extract_end;
