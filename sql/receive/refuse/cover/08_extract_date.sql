-- grain: one row if the extract date cannot be read, or lies before the end of the period
select
    'The Cover''s Extract date is missing, not a date, or before the end of its Period. '
        || 'Ask the sender for a corrected Cover.'
        as reason,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where extract_date is null or extract_date < period_end;
