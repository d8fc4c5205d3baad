-- grain: one row if the status names another provisional year than the extracts
select
    'The Cover''s Status names another provisional year than its Extract. Ask the '
        || 'sender which is right.'
        as reason,
    null as sheet,
    null as row_no,
    null as column_no
from cover
where status_year is not null and status_year != extract_year;
